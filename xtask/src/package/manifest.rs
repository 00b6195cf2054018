//! The custom-elements manifest, by which editors know the element.
//! <https://github.com/webcomponents/custom-elements-manifest>

use serde_json::{Value, json};

use crate::types::attributes::{ATTRIBUTES, EVENTS, Takes};
use crate::types::property_name;

const ABOUT: &str = "An article reader with a video slot and a live visitor counter.";

/// Slots and what they are for, as docs/embedding.md has them.
const SLOTS: [(&str, &str); 6] = [
    (
        "",
        "An `<article>` for search engines and old browsers; without `src`, what is read.",
    ),
    ("header", "Above everything."),
    ("footer", "Below everything."),
    ("video", "A player of the page's own."),
    (
        "map",
        "A `<script type=\"application/json\">` with the map of the article.",
    ),
    (
        "counter-map",
        "A `<script type=\"application/json\">` with the map of the counter.",
    ),
];

/// Parts for `::part()`.
const PARTS: [&str; 12] = [
    "reader", "title", "kicker", "lead", "facts", "body", "rest", "original", "byline", "video",
    "counter", "failure",
];

/// Custom properties that a page may set, without the dark ones.
const PROPERTIES: [&str; 16] = [
    "--readerly-font",
    "--readerly-title-font",
    "--readerly-text-size",
    "--readerly-measure",
    "--readerly-width",
    "--readerly-padding",
    "--readerly-radius",
    "--readerly-paper",
    "--readerly-card",
    "--readerly-ink",
    "--readerly-quiet",
    "--readerly-line",
    "--readerly-accent",
    "--readerly-accent-soft",
    "--readerly-link",
    "--readerly-visited",
];

/// The manifest of a version.
pub fn of(version: &str) -> Value {
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|attribute| {
            let value = match attribute.takes {
                Takes::OneOf(choices) => choices
                    .iter()
                    .map(|choice| format!("\"{choice}\""))
                    .collect::<Vec<_>>()
                    .join(" | "),
                Takes::Number => "number".to_owned(),
                Takes::Switch => "boolean".to_owned(),
                Takes::Text | Takes::Json(_) => "string".to_owned(),
            };
            json!({
                "name": attribute.name,
                "fieldName": property_name(attribute.name),
                "description": attribute.about,
                "type": { "text": value },
            })
        })
        .collect();
    let fields = ATTRIBUTES.iter().map(|attribute| {
        json!({
            "kind": "field",
            "name": property_name(attribute.name),
            "description": attribute.about,
        })
    });
    let refresh = json!({
        "kind": "method",
        "name": "refresh",
        "description": "Fetches the article and the counts anew; after a failed start, starts again.",
    });
    let members: Vec<Value> = fields.chain([refresh]).collect();
    let events = EVENTS.map(|event| {
        json!({
            "name": event.name,
            "description": event.about,
            "type": { "text": format!("CustomEvent<{}>", event.detail) },
        })
    });
    json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [{
            "kind": "javascript-module",
            "path": "index.js",
            "summary": format!("Readerly {version}"),
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": "ReaderlyArticle",
                "tagName": "readerly-article",
                "description": ABOUT,
                "superclass": { "name": "HTMLElement" },
                "attributes": attributes,
                "members": members,
                "events": events,
                "slots": SLOTS.map(|(name, about)| json!({ "name": name, "description": about })),
                "cssParts": PARTS.map(|name| json!({ "name": name })),
                "cssProperties": PROPERTIES.map(|name| json!({ "name": name })),
            }],
            "exports": [{
                "kind": "custom-element-definition",
                "name": "readerly-article",
                "declaration": { "name": "ReaderlyArticle", "module": "index.js" },
            }],
        }],
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_document_for_owners_has_each_of_them() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let document = std::fs::read_to_string(root.join("docs/embedding.md")).unwrap();
        let slots = SLOTS
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !name.is_empty());
        for name in slots.chain(PARTS).chain(EVENTS.map(|event| event.name)) {
            assert!(document.contains(&format!("`{name}`")), "{name}");
        }
        for name in PROPERTIES {
            let last = name.trim_start_matches("--readerly");
            let is_there =
                document.contains(&format!("`{name}`")) || document.contains(&format!("`{last}`"));
            assert!(is_there, "{name}");
        }
    }

    #[test]
    fn every_attribute_is_in_it() {
        let manifest = of("1.2.3");
        let class = &manifest["modules"][0]["declarations"][0];
        assert_eq!(
            class["attributes"].as_array().unwrap().len(),
            ATTRIBUTES.len()
        );
        assert_eq!(class["attributes"][7]["fieldName"], "counterEvery");
        assert_eq!(class["events"][0]["name"], "readerly-ready");
    }
}
