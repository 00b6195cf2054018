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
