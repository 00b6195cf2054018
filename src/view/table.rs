//! Data tables.

use super::blocks::Scope;
use super::element::{Element, element};
use super::inlines;
use crate::article::{Alignment, Cell, CellKind, Table, plain_text};
use yew::Html;

/// A table in a box that scrolls sideways on a narrow screen; what scrolls must
/// be able to take the focus and needs a name for that.
pub fn render(table: &Table, scope: &Scope) -> Html {
    let mut name = plain_text(&table.caption);
    let mut grid = element("table");
    if name.is_empty() {
        name.push_str(scope.language.words.table_region);
    } else {
        grid = grid.nest(element("caption").child(inlines::render(&table.caption, scope)));
    }
    if !table.head.is_empty() {
        grid = grid.child(rows(element("thead"), &table.head, scope));
    }
    let grid = grid.child(rows(element("tbody"), &table.body, scope));
    let frame = element("div class=table role=group tabindex=0");
    frame.attribute("aria-label", &name).nest(grid).done()
}

fn rows(mut group: Element, rows: &[Vec<Cell>], scope: &Scope) -> Html {
    for row in rows {
        let mut line = element("tr");
        for cell in row {
            line = line.child(self::cell(cell, scope));
        }
        group = group.nest(line);
    }
    group.done()
}

fn cell(cell: &Cell, scope: &Scope) -> Html {
    let square = match cell.kind {
        CellKind::Data => element("td"),
        CellKind::ColumnHeader => element("th scope=col"),
        CellKind::RowHeader => element("th scope=row"),
    };
    square
        .maybe("data-align", cell.align.map(Alignment::as_attribute))
        .number("colspan", Some(cell.column_span).filter(|span| *span > 1))
        .number("rowspan", Some(cell.row_span).filter(|span| *span > 1))
        .child(inlines::render(&cell.text, scope))
        .done()
}
