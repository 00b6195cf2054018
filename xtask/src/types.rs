//! Types for TypeScript, made from the table of attributes.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use attributes::{ATTRIBUTES, Attribute, EVENTS, Takes};

// The one table, which the widget compiles too.
#[path = "../../src/embed/attributes.rs"]
#[allow(unreachable_pub)]
pub mod attributes;

pub use attributes::NAMES as ATTRIBUTE_NAMES;

/// `readerly.d.mts` of a release.
///
/// # Errors
/// When its template is missing, or lacks a place to fill.
pub fn declarations(project: &Project) -> Result<String> {
    let path = project.path("src/embed/readerly.d.mts");
    let template =
        fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    fill(&template).with_context(|| format!("in {}", path.display()))
}

/// Writes the line of one attribute.
type Line = fn(&Attribute) -> String;

fn fill(template: &str) -> Result<String> {
    let parts: [(&str, Line); 3] = [
        ("  // The options.\n", option),
        ("  // The properties.\n", property),
        ("  // The attributes.\n", markup),
    ];
    let mut text = template.to_owned();
    for (place, line) in parts {
        ensure!(text.contains(place), "there is no line `{}`", place.trim());
        let lines: String = ATTRIBUTES.iter().map(line).collect();
        text = text.replace(place, &lines);
    }
    let place = "  // The events.\n";
    ensure!(text.contains(place), "there is no line `{}`", place.trim());
    let events: String = EVENTS
        .iter()
        .map(|event| {
            let (name, detail, about) = (event.name, event.detail, event.about);
            format!("  /** {about} */\n  \"{name}\": CustomEvent<{detail}>;\n")
        })
        .collect();
    Ok(text.replace(place, &events))
}

/// An option of `mount()`.
fn option(attribute: &Attribute) -> String {
    let value = match attribute.takes {
        Takes::Text => "string".to_owned(),
        Takes::OneOf(choices) => one_of(choices),
        Takes::Number => "number".to_owned(),
        Takes::Switch => "boolean".to_owned(),
        Takes::Json(value) => format!("string | {value}"),
    };
    let name = property_name(attribute.name);
    format!("  /** {} */\n  {name}?: {value};\n", attribute.about)
}

/// A property of the element.
fn property(attribute: &Attribute) -> String {
    let (read, written) = match attribute.takes {
        // HTMLElement has it already.
        _ if attribute.name == "lang" => return String::new(),
        // A method as well, so that it stands in the template.
        _ if attribute.name == "consent" => return String::new(),
        Takes::Text => ("string", "string | null".to_owned()),
        Takes::OneOf(choices) => ("string", format!("{} | null", one_of(choices))),
        Takes::Number => ("string", "number | string | null".to_owned()),
        Takes::Switch => ("boolean", "boolean | null".to_owned()),
        Takes::Json(value) => ("string", format!("string | {value} | null")),
    };
    let name = property_name(attribute.name);
    format!(
        "  /** {} */\n  get {name}(): {read};\n  set {name}(value: {written});\n",
        attribute.about
    )
}

/// An attribute in JSX, where frameworks write some as properties and some as text.
fn markup(attribute: &Attribute) -> String {
    let value = match attribute.takes {
        Takes::Text | Takes::Json(_) => "string".to_owned(),
        Takes::OneOf(choices) => one_of(choices),
        Takes::Number => "number | string".to_owned(),
        Takes::Switch => "boolean | \"\" | \"true\" | \"false\"".to_owned(),
    };
    let name = attribute.name;
    format!(
        "  /** {} */\n  \"{name}\"?: {value} | undefined;\n",
        attribute.about
    )
}

fn one_of(choices: &[&str]) -> String {
    let quoted: Vec<String> = choices.iter().map(|name| format!("\"{name}\"")).collect();
    quoted.join(" | ")
}

/// `counter-every` becomes `counterEvery`.
pub fn property_name(attribute: &str) -> String {
    let mut words = attribute.split('-');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(1);
        name.push_str(&first.to_uppercase());
        name.push_str(rest);
    }
    name
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn every_attribute_has_an_option() {
        let text = fill(
            "  // The options.\n  // The properties.\n  // The attributes.\n  // The events.\n",
        )
        .unwrap();
        for line in [
            "  src?: string;\n",
            "  theme?: \"auto\" | \"system\" | \"light\" | \"dark\" | \"contrast\" | \"contrast-dark\" | \"host\";\n",
            "  map?: string | Record<string, unknown>;\n",
            "  get counterEvery(): string;\n  set counterEvery(value: number | string | null);\n",
            "  get hit(): boolean;\n",
            "  \"counter-every\"?: number | string | undefined;\n",
            "  \"readerly-progress\": CustomEvent<{ percent: number }>;\n",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
        assert!(fill("nothing").is_err());
    }

    #[test]
    fn names_of_properties() {
        assert_eq!(property_name("src"), "src");
        assert_eq!(property_name("counter-every"), "counterEvery");
        assert_eq!(property_name("hls-src"), "hlsSrc");
    }
}
