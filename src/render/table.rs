//! Data tables.

use super::inlines;
use super::scope::Scope;
use super::words::{Attribute, Element};
use crate::article::{Alignment, Cell, CellKind, Table, plain_text};

/// A table in a box that scrolls where there is too little room. What scrolls must
/// be able to take the focus and needs a name for that; the browser takes both away
/// while nothing is hidden.
pub(super) fn render(table: &Table, scope: &mut Scope<'_, '_>) {
    scope.steps.open(Element::TableFrame);
    let name = scope.context.words.table_region;
    scope.steps.attribute(Attribute::Label, name);
    scope.steps.open(Element::Table);
    if !plain_text(&table.caption).is_empty() {
        inlines::line(Element::TableCaption, &table.caption, scope);
    }
    let numbers = number_columns(&table.body);
    if !table.head.is_empty() {
        rows(Element::TableHead, &table.head, numbers, scope);
    }
    rows(Element::TableBody, &table.body, numbers, scope);
    scope.steps.close();
    scope.steps.close();
}

fn rows(group: Element, rows: &[Vec<Cell>], numbers: u64, scope: &mut Scope<'_, '_>) {
    scope.steps.open(group);
    for row in rows {
        scope.steps.open(Element::Row);
        let mut columns = columns_of(row);
        for cell in row {
            columns -= cell.column_span;
            self::cell(cell, is_of(numbers, columns, cell), scope);
        }
        scope.steps.close();
    }
    scope.steps.close();
}

fn cell(cell: &Cell, is_number: bool, scope: &mut Scope<'_, '_>) {
    scope.steps.open(match cell.kind {
        CellKind::Data => Element::Cell,
        CellKind::ColumnHeader => Element::ColumnHeader,
        CellKind::RowHeader => Element::RowHeader,
    });
    let steps = &mut scope.steps;
    let align = cell.align.map(Alignment::as_attribute);
    steps.maybe(Attribute::Align, align.or(is_number.then_some("number")));
    for (attribute, span) in [
        (Attribute::ColumnSpan, cell.column_span),
        (Attribute::RowSpan, cell.row_span),
    ] {
        steps.number(attribute, Some(span).filter(|span| *span > 1));
    }
    inlines::render(&cell.text, scope);
    scope.steps.close();
}

fn columns_of(row: &[Cell]) -> u32 {
    row.iter().map(|cell| cell.column_span).sum()
}

/// Which columns hold nothing but numbers, one bit each. They are counted from the
/// end of a row: what reaches into it from above mostly stands at its start.
fn number_columns(rows: &[Vec<Cell>]) -> u64 {
    let (mut numbers, mut others) = (0, 0);
    for row in rows {
        let mut columns = columns_of(row);
        for cell in row {
            columns -= cell.column_span;
            // One that covers several is of none of them.
            let bit = 1_u64.checked_shl(columns).unwrap_or_default();
            if cell.column_span > 1 {
                continue;
            }
            match is_number(&plain_text(&cell.text)) {
                Some(true) => numbers |= bit,
                Some(false) => others |= bit,
                None => {}
            }
        }
    }
    numbers & !others
}

fn is_of(numbers: u64, column: u32, cell: &Cell) -> bool {
    cell.column_span == 1 && numbers.checked_shr(column).unwrap_or_default() & 1 == 1
}

/// Whether a cell holds a number; one without letters and digits says nothing.
fn is_number(text: &str) -> Option<bool> {
    let mut has_digit = false;
    for letter in text.chars() {
        match letter {
            '0'..='9' | '٠'..='٩' | '۰'..='۹' => has_digit = true,
            ' ' | '.' | ',' | '-' | '+' | '%' | '–' | '\u{a0}' | '\u{202f}' | '−' => {}
            _ => return Some(false),
        }
    }
    has_digit.then_some(true)
}
