//! Data tables.

use super::super::model::{Cell, CellKind, Inline, Table};
use super::super::text::quoted;
use super::reader::{Object, Reader};
use serde_json::Value;

/// The limits of HTML: <https://html.spec.whatwg.org/multipage/tables.html>.
const MAX_COLUMN_SPAN: i64 = 1000;
const MAX_ROW_SPAN: i64 = 65_534;

impl Reader<'_> {
    pub(super) fn table(&mut self, map: &Object) -> Option<Table> {
        let caption = self.text(map, "caption");
        let head = self.rows(map, "head", CellKind::ColumnHeader);
        let body = self.rows(map, "body", CellKind::Data);
        if head.is_empty() && body.is_empty() {
            self.warnings.warn("holds no rows; it was left out");
            return None;
        }
        Some(Table {
            caption,
            head,
            body,
        })
    }

    fn rows(&mut self, map: &Object, key: &str, kind: CellKind) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        self.warnings.enter(key);
        match map.get(key) {
            None | Some(Value::Null) => {}
            Some(Value::Array(list)) => {
                for (index, row) in list.iter().enumerate() {
                    self.warnings.enter_number(index + 1);
                    match row {
                        Value::Array(cells) if cells.is_empty() => {}
                        Value::Array(cells) => {
                            let row = self.row(cells, kind);
                            if !row.is_empty() {
                                rows.push(row);
                            }
                        }
                        other => self.wrong_type(other, "a row (a list of cells)"),
                    }
                    self.warnings.leave();
                }
            }
            Some(other) => self.wrong_type(other, "a list of rows"),
        }
        self.warnings.leave();
        rows
    }

    fn row(&mut self, cells: &[Value], kind: CellKind) -> Vec<Cell> {
        let mut row = Vec::with_capacity(cells.len().min(64));
        for (index, cell) in cells.iter().enumerate() {
            if !self.count_node() {
                break;
            }
            self.warnings.enter_number(index + 1);
            let cell = match cell {
                // An object with a type is an inline; one without is a cell.
                Value::Object(map) if !map.contains_key("type") => self.cell(map, kind),
                text => plain_cell(self.text_of(text), kind),
            };
            row.push(cell);
            self.warnings.leave();
        }
        row
    }

    fn cell(&mut self, map: &Object, default: CellKind) -> Cell {
        self.check_fields(map, &["text", "colspan", "rowspan", "header"]);
        let kind = match self.string(map, "header").as_deref() {
            None => default,
            Some("row") => CellKind::RowHeader,
            Some("column") => CellKind::ColumnHeader,
            Some(other) => {
                let problem = [
                    quoted(other).as_str(),
                    " is no header; write \"row\" or \"column\"",
                ]
                .concat();
                self.warnings.warn_field("header", problem);
                default
            }
        };
        let mut span = |key, largest| {
            self.integer(map, key, 1, largest)
                .and_then(|span| u32::try_from(span).ok())
                .unwrap_or(1)
        };
        let column_span = span("colspan", MAX_COLUMN_SPAN);
        let row_span = span("rowspan", MAX_ROW_SPAN);
        Cell {
            column_span,
            row_span,
            ..plain_cell(self.text(map, "text"), kind)
        }
    }
}

fn plain_cell(text: Vec<Inline>, kind: CellKind) -> Cell {
    Cell {
        kind,
        column_span: 1,
        row_span: 1,
        text,
    }
}
