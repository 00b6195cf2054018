//! Data tables, and tables that only arranged a page.

use super::super::model::{Block, Cell, CellKind, Inline, Table};
use super::flow::{Flow, Room};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// The limits of HTML: <https://html.spec.whatwg.org/multipage/tables.html>.
const MAX_COLUMN_SPAN: u32 = 1000;
const MAX_ROW_SPAN: u32 = 65_534;

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
        let own_caption = tree
            .children(id)
            .find(|child| tree.tag(*child) == Some(Tag::TableCaption));
        if let Some(own) = own_caption {
            let line = self.line_of(own);
            if !line.is_empty() {
                caption = line;
            }
        }
        let mut table = Table {
            caption,
            ..Table::default()
        };
        for row in rows_of(tree, id) {
            let cells = cells_of(tree, row.id);
            let is_all_headers = cells.len() > 1
                && cells
                    .iter()
                    .all(|cell| tree.tag(*cell) == Some(Tag::HeaderCell));
            // Many tables have no `thead`: opening rows of nothing but headers are one.
            let is_head = row.is_head || (is_all_headers && table.body.is_empty());
            let mut line = Vec::with_capacity(cells.len());
            for (index, cell) in cells.into_iter().enumerate() {
                line.push(self.cell(cell, is_head, index == 0, is_all_headers));
            }
            if line.is_empty() {
                continue;
            }
            if is_head {
                table.head.push(line);
            } else {
                table.body.push(line);
            }
        }
        let has_text = table
            .head
            .iter()
            .chain(&table.body)
            .flatten()
            .any(|cell| !cell.text.is_empty());
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
        let kind = if scope.starts_with("row") && is_header {
            CellKind::RowHeader
        } else if is_head || (is_header && (is_all_headers || scope.starts_with("col"))) {
            CellKind::ColumnHeader
        } else if is_header && is_first {
            CellKind::RowHeader
        } else if is_header {
            CellKind::ColumnHeader
        } else {
            CellKind::Data
        };
        let span = |name, largest| {
            tree.attribute(id, name)
                .and_then(|written| written.trim().parse().ok())
                .unwrap_or(1_u32)
                .clamp(1, largest)
        };
        Cell {
            kind,
            column_span: span("colspan", MAX_COLUMN_SPAN),
            row_span: span("rowspan", MAX_ROW_SPAN),
            text: self.line_of(id),
        }
    }
}

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

fn cells_of(tree: &Tree, row: NodeId) -> Vec<NodeId> {
    tree.children(row)
        .filter(|cell| matches!(tree.tag(*cell), Some(Tag::Cell | Tag::HeaderCell)))
        .collect()
}

/// Whether a table only arranges: it says so, it holds what no cell of the
/// model can (pictures, headings, lists, tables), or it has a single column
/// and no header. Old editors put a picture over its caption that way.
fn is_layout(tree: &Tree, table: NodeId) -> bool {
    if tree.has_word(table, "role", "presentation") || tree.has_word(table, "role", "none") {
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
    !has_header
        && rows_of(tree, table)
            .iter()
            .all(|row| cells_of(tree, row.id).len() < 2)
}
