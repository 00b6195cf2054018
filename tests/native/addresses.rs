//! Every form in which an address was ever smuggled past a filter, and the
//! honest ones that look like them.

mod table;

use readerly::article::native::{NativeUrls, html_body};
use readerly::article::url::MAX_ADDRESS_BYTES;
use readerly::article::{Block, UrlParser, UrlParts, Warnings, dom};

#[test]
fn every_address_is_decided_as_the_table_has_it() {
    let differences = table::differences(&NativeUrls);
    let lines: Vec<_> = differences
        .iter()
        .map(|row| serde_json::to_string(row).unwrap())
        .collect();
    assert!(lines.is_empty(), "\n{}", lines.join(",\n"));
}

/// A parser that matches the scheme as it is written, as naive filters do,
/// passes what the table refuses.
#[test]
fn the_table_finds_a_parser_that_looks_at_the_text() {
    struct Naive;
    impl UrlParser for Naive {
        fn parse(&self, raw: &str, base: Option<&str>) -> Option<UrlParts> {
            let mut parts = NativeUrls.parse(raw, base)?;
            if !raw.trim().to_lowercase().starts_with("javascript:") && parts.scheme == "javascript"
            {
                "https".clone_into(&mut parts.scheme);
            }
            Some(parts)
        }
    }
    let found = table::differences(&Naive);
    assert!(
        found.iter().any(|row| row[0] == "java\nscript:alert(1)"),
        "{found:?}"
    );
}

#[test]
fn long_addresses_are_left_out() {
    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let row = table::row(raw, &NativeUrls);
        assert_eq!(row[1..], [expected, expected]);
    }
    let of_length = |length: usize| {
        let start = "https://a.example/";
        start.to_owned() + &"x".repeat(length - start.len())
    };
    let longest = of_length(MAX_ADDRESS_BYTES);
    check(&longest, &longest);
    check(&of_length(MAX_ADDRESS_BYTES + 1), "too long");
    check(&of_length(1_000_000), "too long");
    // Short as it is written, long as it is sent.
    check(&format!("/{}", "ữ".repeat(2_000)), "too long");
    // What is wrong besides is the better reason.
    check(
        &format!("data:image/png;base64,{}", "A".repeat(1_000_000)),
        "not allowed: data",
    );
    check(
        &format!("https://{}@a.example/", "x".repeat(1_000_000)),
        "credentials",
    );
    check(
        &format!("https://{}.example/", "ữ".repeat(100_000)),
        "no address",
    );
}

/// <https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute>,
/// of which only entries with a width are of use, because the view knows how
/// wide a picture will be and nothing of the screen's density.
#[test]
fn sets_of_pictures() {
    #[track_caller]
    fn check(set: &str, expected: &str) {
        let set = set.replace('&', "&amp;").replace('"', "&quot;");
        let markup = format!("<img src=/src.webp alt=x srcset=\"{set}\">");
        let context = dom::Context {
            base: "https://a.example/",
            urls: &NativeUrls,
        };
        let blocks = dom::read_blocks(html_body(&markup).root(), &context, &mut Warnings::new());
        let [Block::Figure(figure)] = &blocks[..] else {
            panic!("no picture: {blocks:?}")
        };
        let mut shown = Vec::new();
        for candidate in &figure.image.candidates {
            let path = candidate.url.as_str();
            let path = path.strip_prefix("https://a.example/").unwrap_or(path);
            shown.push(format!("{path} {}w", candidate.width));
        }
        assert_eq!(shown.join(" | "), expected, "{set:?}");
    }
    check("a 600w, b 1200w", "a 600w | b 1200w");
    check("a 600w,b 1200w", "a 600w | b 1200w");
    check("\n\ta\u{C}600w\r\n,\n b 1200w ,", "a 600w | b 1200w");
    check(",,, a 600w", "a 600w");
    check("a,b.webp?c=1,2 600w", "a,b.webp?c=1,2 600w");
    check("a, b 1200w", "b 1200w");
    check("a,b 1200w", "a,b 1200w");
    check("a?x=1&y=2 600w", "a?x=1&y=2 600w");
    check("https://cdn.example/a 600w", "https://cdn.example/a 600w");
    check("ảnh.webp 600w", "%E1%BA%A3nh.webp 600w");
    // No width, or none that can be.
    check("", "");
    check(" , ", "");
    check("a", "");
    check("a 1x, b 2x", "");
    check("a 0w, b -1w, c +1w, d 1.5w, e 1e3w, f w, g 600W", "");
    check("a 99999999999w, b 600w", "b 600w");
    // Addresses that are not allowed cost their neighbours nothing.
    check("javascript:x 600w, b 1200w", "b 1200w");
    check("java\tscript:x 600w, b 1200w", "b 1200w");
    check("data:image/png;base64,AAAA 600w, b 1200w", "b 1200w");
    check("//u:p@a.example/a 600w, b 1200w", "b 1200w");
    check("# 600w, b 1200w", "b 1200w");
}
