//! Data tables.

use super::super::model::{Alignment, Cell, CellKind, Table};
use super::reader::{Object, Reader};
use crate::json::Value;

/// The limits of HTML: <https://html.spec.whatwg.org/multipage/tables.html>.
const MAX_COLUMN_SPAN: i32 = 1000;
const MAX_ROW_SPAN: i32 = 65_534;

impl Reader<'_> {
    pub(super) fn table(&mut self, map: &Object) -> Option<Table> {
        let table = Table {
            caption: self.text(map, "caption"),
            head: self.rows(map, "head", CellKind::ColumnHeader),
            body: self.rows(map, "body", CellKind::Data),
        };
        if table.head.is_empty() && table.body.is_empty() {
            self.warnings.warn("holds no rows; it was left out");
            return None;
        }
        Some(table)
    }

    #[inline(never)]
    fn rows(&mut self, map: &Object, key: &str, kind: CellKind) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        self.each(map, key, &mut |reader, entry| {
            let Value::Array(cells) = entry else {
                reader.wrong_type(entry, "a row (a list of cells)");
                return;
            };
            let mut row = Vec::new();
            reader.each_of(cells, &mut |reader, cell| {
                if reader.count_node() {
                    row.push(reader.cell(cell, kind));
                }
            });
            if !row.is_empty() {
                rows.push(row);
            }
        });
        rows
    }

    fn cell(&mut self, value: &Value, kind: CellKind) -> Cell {
        let mut cell = Cell {
            kind,
            column_span: 1,
            row_span: 1,
            align: None,
            text: Vec::new(),
        };
        match value {
            // An object with a type is an inline; one without is a cell.
            Value::Object(map) if map.get("type").is_none() => {
                self.check_fields(map, "text, colspan, rowspan, header, align");
                match self.choice(map, "header", "row, column") {
                    Some(0) => cell.kind = CellKind::RowHeader,
                    Some(_) => cell.kind = CellKind::ColumnHeader,
                    None => {}
                }
                cell.align = self
                    .choice(map, "align", Alignment::NAMES)
                    .map(Alignment::nth);
                cell.column_span = self.positive(map, "colspan", MAX_COLUMN_SPAN).unwrap_or(1);
                cell.row_span = self.positive(map, "rowspan", MAX_ROW_SPAN).unwrap_or(1);
                cell.text = self.text(map, "text");
            }
            text => cell.text = self.text_of(text),
        }
        cell
    }
}
