//! The browser decides about every address of the table as the `url` crate
//! does in the native tests.

#[path = "../native/addresses/table.rs"]
mod table;

use readerly::browser::url::BrowserUrls;
use wasm_bindgen_test::wasm_bindgen_test;

/// Where they part, and the row as Chromium has it. Nothing of it is a matter of
/// schemes: each parser judges what it will be asked to follow itself.
const DIFFERENCES: [[&str; 3]; 3] = [
    // Chromium does not check hosts that claim to be Punycode, and escapes a
    // blank in a host, which the specification forbids.
    [
        "https://xn--a.example/",
        "https://xn--a.example/",
        "https://xn--a.example/",
    ],
    [
        "https://a b.example/",
        "https://a%20b.example/",
        "https://a%20b.example/",
    ],
    // Here it is the `url` crate that does not follow the specification.
    [
        "///cdn.example/x",
        "https://cdn.example/x",
        "https://cdn.example/x",
    ],
];

#[wasm_bindgen_test]
fn the_browser_decides_as_the_native_parser_does() {
    let found = table::differences(&BrowserUrls);
    let lines: Vec<_> = found
        .iter()
        .map(|row| serde_json::to_string(row).expect("texts are JSON"))
        .collect();
    assert_eq!(found, DIFFERENCES, "\n{}", lines.join(",\n"));
}
