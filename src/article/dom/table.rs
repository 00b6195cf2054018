//! Data tables, and tables that only arrange.

use super::super::model::{Alignment, Block, Cell, CellKind, Table};
use super::attribute::Attribute;
use super::flow::Flow;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{is_blank, signed_number, word_index};

/// The limits of HTML: <https://html.spec.whatwg.org/multipage/tables.html>.
const MAX_COLUMN_SPAN: i32 = 1000;
const MAX_ROW_SPAN: i32 = 65_534;

/// The most columns that the spans of one row may add up to: browsers reserve
/// room for each.
const MAX_COLUMNS: u32 = 1000;

/// A row and the part of the table that it stands in.
struct Row {
    id: NodeId,
    is_head: bool,
    /// It holds several cells, and nothing but headers.
    is_all_headers: bool,
}

impl Flow<'_> {
    pub(super) fn table(&mut self, id: NodeId) {
        let tree = self.tree;
        self.end_paragraph();
        let rows = rows_of(tree, id);
        let is_caption = |child: &NodeId| tree.tag(*child) == Some(Tag::TableCaption);
        let has_caption =
            (tree.children(id).filter(is_caption)).any(|caption| !tree.is_blank(caption));
        if is_layout(tree, id, &rows, has_caption) {
            return self.arranged(id, &rows);
        }
        let mut table = Table::default();
        for caption in tree.children(id).filter(is_caption) {
            super::figure::append(&mut table.caption, self.line_of(caption));
        }
        // Nothing of its words may be shown, such as those in a film without a
        // file. What was read is not read again.
        if has_caption && table.caption.is_empty() && is_layout(tree, id, &rows, false) {
            for part in tree.children(id).filter(|child| !is_caption(child)) {
                self.visit(part);
            }
            return self.end_paragraph();
        }
        let mut has_text = false;
        for (index, row) in rows.iter().enumerate() {
            // Many tables have no `thead`: opening rows of nothing but headers are one.
            let is_head = row.is_head
                || (row.is_all_headers && table.body.is_empty() && self.ends_in_head(&rows, index));
            let mut line = Vec::new();
            let mut columns = 0;
            for cell in cells_of(tree, row.id) {
                let mut cell = self.cell(cell, is_head, line.is_empty(), row.is_all_headers);
                if columns + cell.column_span > MAX_COLUMNS {
                    cell.column_span = 1;
                }
                columns += cell.column_span;
                has_text |= !cell.text.is_empty();
                line.push(cell);
            }
            let rows = if is_head {
                &mut table.head
            } else {
                &mut table.body
            };
            rows.push(line);
        }
        limit_spans(&mut table.head);
        limit_spans(&mut table.body);
        if has_text {
            self.push_block(Block::Table(table));
        } else {
            self.push_line(table.caption);
        }
    }

    /// A table that only arranges is plain text, cell by cell. A picture and
    /// words below it are a picture with its caption: so old editors wrote it.
    fn arranged(&mut self, id: NodeId, rows: &[Row]) {
        let before = self.blocks.len();
        self.group(id);
        if rows.len() == 2
            && let Some([Block::Figure(figure), Block::Paragraph(text)]) =
                self.blocks.get_mut(before..)
            && figure.caption.is_empty()
        {
            figure.caption = std::mem::take(text);
            self.blocks.pop();
        }
    }

    /// Whether no cell of a row reaches down into a row of data.
    fn ends_in_head(&self, rows: &[Row], index: usize) -> bool {
        let tree = self.tree;
        for cell in cells_of(tree, rows[index].id) {
            let span = span(tree.attribute(cell, Attribute::Rowspan), 0, MAX_ROW_SPAN) as usize;
            let end = if span == 0 { rows.len() } else { index + span };
            if !rows[end.min(rows.len()) - 1].is_all_headers {
                return false;
            }
        }
        true
    }

    fn cell(&mut self, id: NodeId, is_head: bool, is_first: bool, is_all_headers: bool) -> Cell {
        let tree = self.tree;
        let is_header = tree.tag(id) == Some(Tag::HeaderCell);
        let scope = tree.attribute(id, Attribute::Scope).unwrap_or_default();
        let scope = word_index("row rowgroup col colgroup", scope, true);
        let kind = match scope {
            _ if !is_header && !is_head => CellKind::Data,
            Some(0 | 1) if is_header => CellKind::RowHeader,
            None if is_first && !is_head && !is_all_headers => CellKind::RowHeader,
            _ => CellKind::ColumnHeader,
        };
        Cell {
            kind,
            column_span: span(tree.attribute(id, Attribute::Colspan), 1, MAX_COLUMN_SPAN),
            row_span: span(tree.attribute(id, Attribute::Rowspan), 0, MAX_ROW_SPAN),
            align: alignment(tree, id),
            text: self.line_of(id),
        }
    }
}

/// Where the text of a cell stands: as it says itself, or as the first element
/// in it does, where old editors aligned a paragraph.
fn alignment(tree: &Tree, cell: NodeId) -> Option<Alignment> {
    let inner = tree.children(cell).find(|child| tree.tag(*child).is_some());
    for id in [Some(cell), inner].into_iter().flatten() {
        let named = tree.attribute(id, Attribute::Align);
        let mut index = named.and_then(|name| word_index(Alignment::NAMES, name, true));
        for class in tree
            .attribute(id, Attribute::Class)
            .unwrap_or_default()
            .split(' ')
        {
            let name = class.strip_prefix("has-").unwrap_or(class);
            if let (None, Some(name)) = (index, name.strip_prefix("text-")) {
                let name = name.strip_prefix("align-").unwrap_or(name);
                index = word_index(Alignment::NAMES, name, true);
            }
        }
        if index.is_some() {
            return index.map(Alignment::nth);
        }
    }
    None
}

/// How many columns or rows a cell covers.
#[inline(never)]
fn span(written: Option<&str>, smallest: i32, largest: i32) -> u32 {
    let span = written.and_then(signed_number).filter(|span| *span >= 0);
    span.unwrap_or(1).clamp(smallest, largest).unsigned_abs()
}

/// Zero reaches to the last row, and nothing reaches further.
fn limit_spans(rows: &mut [Vec<Cell>]) {
    let mut left = 0;
    for row in rows.iter_mut().rev() {
        left += 1;
        for cell in row {
            if cell.row_span == 0 || cell.row_span > left {
                cell.row_span = left;
            }
        }
    }
}

/// Head, body and foot, in the order in which they are shown.
#[inline(never)]
fn rows_of(tree: &Tree, table: NodeId) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in [Tag::TableHead, Tag::TableBody, Tag::TableFoot] {
        for child in tree.children(table) {
            let tag = tree.tag(child);
            if tag == Some(part) {
                for row in tree.children(child) {
                    push_row(tree, row, part == Tag::TableHead, &mut rows);
                }
            } else if part == Tag::TableBody {
                push_row(tree, child, false, &mut rows);
            }
        }
    }
    rows
}

/// Rows without cells are not shown.
fn push_row(tree: &Tree, id: NodeId, is_head: bool, rows: &mut Vec<Row>) {
    if tree.tag(id) != Some(Tag::Row) {
        return;
    }
    let cells = cells_of(tree, id);
    if cells.is_empty() {
        return;
    }
    let mut is_all_headers = cells.len() > 1;
    for cell in cells {
        is_all_headers &= tree.tag(cell) == Some(Tag::HeaderCell);
    }
    rows.push(Row {
        id,
        is_head,
        is_all_headers,
    });
}

#[inline(never)]
fn cells_of(tree: &Tree, row: NodeId) -> Vec<NodeId> {
    let mut cells = Vec::new();
    for cell in tree.children(row) {
        if let Some(Tag::Cell | Tag::HeaderCell) = tree.tag(cell) {
            cells.push(cell);
        }
    }
    cells
}

/// Whether a table only arranges: it says so, or it names no header and has a
/// single column, or holds what no cell of the model can, or is one row of
/// pictures or lists. Code in a table is numbered lines, header or not.
#[inline(never)]
fn is_layout(tree: &Tree, table: NodeId, rows: &[Row], has_caption: bool) -> bool {
    if tree.has_word(table, Attribute::Role, "presentation none") {
        return true;
    }
    for child in tree.children(table) {
        // Text between the rows, which only a script can put there.
        let is_part = match tree.tag(child) {
            None => is_blank(tree.letters(child)),
            Some(tag) => matches!(
                tag,
                Tag::TableCaption | Tag::TableHead | Tag::TableBody | Tag::TableFoot | Tag::Row
            ),
        };
        if !is_part {
            return true;
        }
    }
    let mut has_header = false;
    let mut has_blocks = false;
    let mut has_lists = false;
    let mut id = table + 1;
    while id < tree.end(table) {
        match tree.tag(id) {
            Some(Tag::Table) => {
                has_blocks = true;
                id = tree.end(id);
                continue;
            }
            Some(
                Tag::Heading(_)
                | Tag::Video
                | Tag::Audio
                | Tag::Frame
                | Tag::Figure
                | Tag::Quote
                | Tag::Preformatted
                | Tag::Details
                | Tag::Definitions,
            ) => has_blocks = true,
            Some(Tag::Image | Tag::Item) => has_lists = true,
            Some(Tag::HeaderCell) => has_header = true,
            _ => {}
        }
        id += 1;
    }
    if has_header || has_caption || rows.iter().any(|row| row.is_head) {
        return false;
    }
    let mut columns = 0;
    for row in rows {
        columns = columns.max(cells_of(tree, row.id).len());
    }
    columns < 2 || has_blocks || (has_lists && rows.len() == 1)
}
