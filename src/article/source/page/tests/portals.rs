//! Pages of portals in Vietnamese, as old systems write them: no `<article>`,
//! tables that arrange, a headline in a group, a signature below the text.

use super::*;
use crate::article::charset;
use crate::text::composed;
use encoding_rs::Encoding;
use std::path::Path;

/// What a page is read as, held against the lines of the file beside it: title,
/// date, views, author with offices, caption, how the first and the last
/// paragraph begin, what is warned of, and what must not be there.
#[track_caller]
fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/portals");
    let bytes = std::fs::read(folder.join(format!("{name}.html"))).unwrap();
    let expected = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
    let label = charset::label(&bytes, "text/html").unwrap();
    let (html, ..) = Encoding::for_label(label.as_bytes())
        .unwrap()
        .decode(&bytes);
    let (article, warnings) = NativeHtml { base: BASE }.read_page(&html).unwrap();
    let outline = composed(&outline(&article, &warnings)).replace("| _", "| ");
    let paragraphs: Vec<&str> = outline
        .lines()
        .filter(|line| line.starts_with("p "))
        .collect();
    for line in expected.lines() {
        let (kind, wanted) = line.split_once(' ').unwrap();
        let is_right = match kind {
            "first:" => paragraphs.first().is_some_and(|text| begins(text, wanted)),
            "last:" => paragraphs.last().is_some_and(|text| begins(text, wanted)),
            "caption:" => outline.contains(&format!("| {wanted}")),
            "warning:" => outline.contains(&format!("seems to be in {wanted}")),
            "-" => !outline.contains(wanted),
            "author:" => outline.contains(&format!("author: {}", wanted.replace(", ", " / "))),
            _ => outline.contains(line),
        };
        assert!(is_right, "{name}: {line}\n{outline}");
    }
}

fn begins(paragraph: &str, wanted: &str) -> bool {
    paragraph
        .trim_start_matches(['p', ' ', '*'])
        .starts_with(wanted)
}

macro_rules! portals {
    ($($name:ident $file:literal)*) => { $(#[test] fn $name() { check($file); })* };
}

portals! {
    sharepoint "sharepoint-ward"
    liferay "liferay-district"
    dotnetnuke "dnn-school-board"
    joomla "joomla-cooperative"
    vnpt "vnpt-city"
    tables_and_fonts "tables-commune"
    windows_1258 "windows-1258-island"
    marks_behind_their_letters "nfd-canal"
    tcvn3 "tcvn3-archive"
    vni "vni-church"
    captions_in_tables "caption-tables-province"
    a_heading_of_the_third_level "portal-health-office"
}

/// The page's head and its text may write the same letters in two ways.
#[test]
fn a_heading_in_another_form_of_unicode_is_the_same() {
    let decomposed = "Thu\u{31B} vie\u{323}\u{302}n mo\u{31B}\u{309} cu\u{31B}\u{309}a buo\u{302}\u{309}i to\u{302}\u{301}i";
    let lead = "Ba\u{300} con mu\u{31B}o\u{31B}\u{323}n sa\u{301}ch kho\u{302}ng pha\u{309}i tra\u{309} tie\u{302}\u{300}n, va\u{300} ca\u{309} xo\u{301}m cu\u{300}ng vui.";
    let outline = read(&format!(
        "<html lang=vi><title>Thư viện mở cửa buổi tối</title>\
         <meta property=og:title content='Thư viện mở cửa buổi tối'>\
         <meta property=og:description content='{}'>\
         <article><h1>{decomposed}</h1><p>{lead} {TEXT}</p><p>{TEXT}</p></article>",
        composed(lead)
    ));
    assert!(
        outline.starts_with("title: Thư viện mở cửa buổi tối\nlang: vi\n--\np "),
        "\n{outline}\n"
    );
}

#[test]
fn texts_of_two_old_encodings_are_named() {
    let outline = read(
        "<title>t</title><article><h1>Th\u{AB}ng b\u{B8}o</h1>\
         <p><font face=.VnTime>C\u{E9}ng h\u{DF}a x\u{B7} h\u{E9}i ch\u{F1} ngh\u{DC}a Vi\u{D6}t Nam. Nh\u{B5} v\u{A8}n h\u{E3}a t\u{B9}i x\u{B7}.</font></p>\
         <p>Co\u{E4}ng ho\u{F8}a xa\u{F5} ho\u{E4}i chu\u{FB} Vie\u{E4}t Nam.</p></article>",
    );
    assert!(
        outline.contains("an encoding of old fonts"),
        "\n{outline}\n"
    );
    let outline = read(&format!(
        "<title>t</title><article><p>{}</p></article>",
        "Le théâtre a rouvert; la fête fut très belle, et naïve. ".repeat(4)
    ));
    assert!(!outline.contains("old fonts"), "\n{outline}\n");
}
