//! Values become JSON text, which nothing that browsers load needs.

use super::{Value, push_string};

impl Value {
    /// The value as JSON text: on one line, or indented for people.
    pub fn to_text(&self, is_indented: bool) -> String {
        let mut json = String::new();
        self.push_text(is_indented.then_some(0), &mut json);
        json
    }

    /// `depth` counts the lists and objects around it; `None` keeps to one line.
    fn push_text(&self, depth: Option<usize>, json: &mut String) {
        let inside = depth.map(|depth| depth + 1);
        match self {
            Self::Null => json.push_str("null"),
            Self::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
            Self::Number(written) => json.push_str(written),
            Self::String(text) => push_string(text, json),
            Self::Array(list) => {
                json.push('[');
                for (index, value) in list.iter().enumerate() {
                    push_separator(index, inside, json);
                    value.push_text(inside, json);
                }
                push_end(list.is_empty(), depth, ']', json);
            }
            Self::Object(object) => {
                json.push('{');
                for (index, (key, value)) in object.members().iter().enumerate() {
                    push_separator(index, inside, json);
                    push_string(key, json);
                    json.push_str(if depth.is_some() { ": " } else { ":" });
                    value.push_text(inside, json);
                }
                push_end(object.members().is_empty(), depth, '}', json);
            }
        }
    }
}

fn push_separator(index: usize, depth: Option<usize>, json: &mut String) {
    if index > 0 {
        json.push(',');
    }
    push_line(depth, json);
}

fn push_end(is_empty: bool, depth: Option<usize>, end: char, json: &mut String) {
    if !is_empty {
        push_line(depth, json);
    }
    json.push(end);
}

fn push_line(depth: Option<usize>, json: &mut String) {
    if let Some(depth) = depth {
        json.push('\n');
        json.push_str(&"  ".repeat(depth));
    }
}
