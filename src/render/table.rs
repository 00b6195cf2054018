//! Data tables.

use super::inlines;
use super::scope::Scope;
use super::words::{Attribute, Element};
use crate::article::{Alignment, Cell, CellKind, Table, plain_text};

/// A table in a box that scrolls sideways on a narrow screen; what scrolls must
/// be able to take the focus and needs a name for that.
pub(super) fn render(table: &Table, scope: &mut Scope<'_, '_>) {
    let name = plain_text(&table.caption);
    if name.is_empty() {
        scope.steps.open(Element::UnnamedTableFrame);
        let name = scope.context.words.table_region;
        scope.steps.attribute(Attribute::Label, name);
        scope.steps.open(Element::UnnamedTable);
    } else {
        scope.steps.open(Element::TableFrame);
        scope.steps.attribute(Attribute::Label, &name);
        scope.steps.open(Element::Table);
        inlines::line(Element::TableCaption, &table.caption, scope);
    }
    if !table.head.is_empty() {
        rows(Element::TableHead, &table.head, scope);
    }
    rows(Element::TableBody, &table.body, scope);
    scope.steps.close();
    scope.steps.close();
}

fn rows(group: Element, rows: &[Vec<Cell>], scope: &mut Scope<'_, '_>) {
    scope.steps.open(group);
    for row in rows {
        scope.steps.open(Element::Row);
        for cell in row {
            self::cell(cell, scope);
        }
        scope.steps.close();
    }
    scope.steps.close();
}

fn cell(cell: &Cell, scope: &mut Scope<'_, '_>) {
    scope.steps.open(match cell.kind {
        CellKind::Data => Element::Cell,
        CellKind::ColumnHeader => Element::ColumnHeader,
        CellKind::RowHeader => Element::RowHeader,
    });
    let steps = &mut scope.steps;
    steps.maybe(Attribute::Align, cell.align.map(Alignment::as_attribute));
    for (attribute, span) in [
        (Attribute::ColumnSpan, cell.column_span),
        (Attribute::RowSpan, cell.row_span),
    ] {
        steps.number(attribute, Some(span).filter(|span| *span > 1));
    }
    inlines::render(&cell.text, scope);
    scope.steps.close();
}
