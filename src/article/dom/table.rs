//! Data tables, and tables that only arranged a page.

use super::super::model::{Block, Cell, CellKind, Inline, Table};
use super::super::text::{signed_number, word_index};
use super::flow::{Flow, Room};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// The limits of HTML: <https://html.spec.whatwg.org/multipage/tables.html>.
const MAX_COLUMN_SPAN: i32 = 1000;
const MAX_ROW_SPAN: i32 = 65_534;

/// A row and the part of the table that it stands in.
struct Row {
    id: NodeId,
    is_head: bool,
}

impl Flow<'_> {
    /// A table; `caption` comes from a figure around it, if not from inside.
    pub(super) fn table(&mut self, id: NodeId, mut caption: Vec<Inline>) {
        let tree = self.tree;
        if self.room == Room::Line || is_layout(tree, id) {
            self.group(id);
            if !caption.is_empty() {
                self.push_block(Block::Paragraph(caption));
            }
            return;
        }
        for child in tree.children(id) {
            if tree.tag(child) == Some(Tag::TableCaption) {
                let line = self.line_of(child);
                if !line.is_empty() {
                    caption = line;
                }
                break;
            }
        }
        let mut table = Table {
            caption,
            ..Table::default()
        };
        let mut has_text = false;
        for row in rows_of(tree, id) {
            let cells = cells_of(tree, row.id);
            let mut is_all_headers = cells.len() > 1;
            for cell in &cells {
                is_all_headers &= tree.tag(*cell) == Some(Tag::HeaderCell);
            }
            // Many tables have no `thead`: opening rows of nothing but headers are one.
            let is_head = row.is_head || (is_all_headers && table.body.is_empty());
            let mut line = Vec::new();
            for cell in cells {
                let cell = self.cell(cell, is_head, line.is_empty(), is_all_headers);
                has_text |= !cell.text.is_empty();
                line.push(cell);
            }
            if !line.is_empty() {
                let rows = if is_head {
                    &mut table.head
                } else {
                    &mut table.body
                };
                rows.push(line);
            }
        }
        if has_text {
            self.push_block(Block::Table(table));
        } else if !table.caption.is_empty() {
            self.push_block(Block::Paragraph(table.caption));
        }
    }

    fn cell(&mut self, id: NodeId, is_head: bool, is_first: bool, is_all_headers: bool) -> Cell {
        let tree = self.tree;
        let is_header = tree.tag(id) == Some(Tag::HeaderCell);
        let scope = tree.attribute(id, "scope").unwrap_or_default();
        let scope = word_index("row rowgroup col colgroup", scope, true);
        let kind = match scope {
            _ if !is_header && !is_head => CellKind::Data,
            Some(0 | 1) if is_header => CellKind::RowHeader,
            None if is_first && !is_head && !is_all_headers => CellKind::RowHeader,
            _ => CellKind::ColumnHeader,
        };
        Cell {
            kind,
            column_span: span(tree.attribute(id, "colspan"), MAX_COLUMN_SPAN),
            row_span: span(tree.attribute(id, "rowspan"), MAX_ROW_SPAN),
            text: self.line_of(id),
        }
    }
}

/// How many columns or rows a cell covers.
#[inline(never)]
fn span(written: Option<&str>, largest: i32) -> u32 {
    let span = written.and_then(signed_number).unwrap_or(1);
    span.clamp(1, largest).unsigned_abs()
}

#[inline(never)]
fn rows_of(tree: &Tree, table: NodeId) -> Vec<Row> {
    let mut rows = Vec::new();
    for child in tree.children(table) {
        let is_head = match tree.tag(child) {
            Some(Tag::Row) => {
                rows.push(Row {
                    id: child,
                    is_head: false,
                });
                continue;
            }
            Some(Tag::TableHead) => true,
            Some(Tag::TableBody) => false,
            _ => continue,
        };
        for row in tree.children(child) {
            if tree.tag(row) == Some(Tag::Row) {
                rows.push(Row { id: row, is_head });
            }
        }
    }
    rows
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

/// Whether a table only arranges: it says so, it holds what no cell of the
/// model can (pictures, headings, lists, tables), or it has a single column
/// and no header. Old editors put a picture over its caption that way.
fn is_layout(tree: &Tree, table: NodeId) -> bool {
    if tree.has_word(table, "role", "presentation none") {
        return true;
    }
    let mut has_header = false;
    for id in tree.descendants(table) {
        match tree.tag(id) {
            Some(
                Tag::Heading(_)
                | Tag::Table
                | Tag::Image
                | Tag::Video
                | Tag::Figure
                | Tag::Quote
                | Tag::Preformatted,
            ) => return true,
            Some(Tag::HeaderCell | Tag::TableCaption) => has_header = true,
            _ => {}
        }
    }
    if has_header {
        return false;
    }
    for row in rows_of(tree, table) {
        if cells_of(tree, row.id).len() > 1 {
            return false;
        }
    }
    true
}
