//! Answers that are no article, that could be taken for another kind of
//! document, or that are made to keep a reader busy.

use super::*;

#[test]
fn errors_that_a_server_tells_of_with_a_good_status() {
    check_error(
        r#"{"code": "rest_post_invalid_id", "message": "Invalid post ID.", "data": {"status": 404}}"#,
        Format::Auto,
        None,
        "unknown-format",
        "the JSON is in no form that is known here; its message is \"Invalid post ID.\"; say where its title and text stand with map",
    );
    check_error(
        r#"{"errors": [{"message": "Resource not found", "type": "NotFoundError"}]}"#,
        Format::Ghost,
        None,
        "wrong-format",
        "the document is not what format \"ghost\" says; its message is \"Resource not found\"; check the address, or leave out format to have it found out",
    );
    check_error(
        r#"{"error": {"message": 5}}"#,
        Format::Auto,
        None,
        "unknown-format",
        "the JSON is in no form that is known here; say where its title and text stand with map",
    );
}

#[test]
fn lists_without_an_entry() {
    #[track_caller]
    fn check_empty(text: &str, format: Format) {
        for format in [Format::Auto, format] {
            let error = read_with(text, format, None, None).unwrap_err();
            assert_eq!(error.kind(), "no-such-item");
        }
        let error = read_with(text, format, None, Some("mot")).unwrap_err();
        assert_eq!(error.kind(), "no-such-item");
    }
    check_empty("[]", Format::WordPress);
    check_empty(
        r#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#,
        Format::JsonFeed,
    );
    let error = read_with(r#"{"posts": []}"#, Format::Ghost, None, None).unwrap_err();
    assert_eq!(error.kind(), "no-such-item");
    let error = read_with(r#"[{"headline": "Tin"}]"#, Format::Auto, None, None).unwrap_err();
    assert_eq!(error.kind(), "unknown-format");
}

#[test]
fn a_map_that_finds_nothing_is_named() {
    #[track_caller]
    fn check_nothing(document: &str, pointers: &str) {
        let map = r#"{"lang": "/lang", "title": "/headline", "body": "/html | /text"}"#;
        let error = read_with(document, Format::Auto, Some(map), None).unwrap_err();
        assert_eq!(error.kind(), "empty");
        assert_eq!(
            error.to_string(),
            [
                "the article has neither a title nor any text, because map found nothing at ",
                pointers,
                "; compare them with what the address answers"
            ]
            .concat()
        );
    }
    check_nothing(
        r#"{"data": {"headline": "Tin"}}"#,
        "/lang, /headline, /html | /text",
    );
    check_nothing(r#"{"lang": "vi"}"#, "/headline, /html | /text");
}

/// schema.org has a version too.
#[test]
fn json_ld_with_a_version() {
    check(
        r#"{"@context": "https://schema.org", "@type": "Article", "version": 2, "headline": "Tin", "articleBody": "Một đoạn."}"#,
        Format::JsonLd,
        "title: Tin\np Một đoạn.",
        &[],
    );
}

#[test]
fn a_version_between_quotation_marks() {
    let own = r#"{"version": "1", "title": "Tin", "body": ["Một đoạn."]}"#;
    let (article, _) = read_with(own, Format::Auto, None, Some("phan-2")).unwrap();
    assert_eq!(outline(&article), "title: Tin\np Một đoạn.");
}

/// Each of these took time by the square of its length.
#[test]
fn many_of_everything() {
    let text = ["<!a>".repeat(1_000_000).as_str(), "<feed>"].concat();
    assert_eq!(detect::by_text(&text, ""), Format::Atom);

    let mut feed = String::from("<rss><channel><item><title>Tin</title>");
    for number in 0..190_000 {
        feed.push_str("<dc:creator>");
        feed.push_str(&number.to_string());
        feed.push_str("</dc:creator>");
    }
    let (article, warnings) = read_with(&feed, Format::Auto, None, None).unwrap();
    assert_eq!(article.authors.len(), 100);
    assert!(warnings[0].contains("more than 100"), "{warnings:?}");
}

/// A hundred copies of what is large would not fit into memory.
#[test]
fn the_same_reference_many_times() {
    let graph = format!(
        r##"{{"@context": "https://schema.org", "@graph": [
            {{"@type": "Article", "headline": "Tin", "author": [{}{{"@id": "#b"}}]}},
            {{"@id": "#a", "name": "An", "knows": []}}, {{"@id": "#b", "name": "Bình"}}
        ]}}"##,
        r##"{"@id": "#a"}, "##.repeat(90)
    );
    check(
        &graph,
        Format::JsonLd,
        "title: Tin\nauthor: An\nauthor: Bình",
        &[
            "field \"/@graph/0/articleBody | /text\" (body): holds nothing to read; only the title is shown",
        ],
    );
}

/// One piece of HTML has a limit of its own, and there may be a great many.
#[test]
fn pieces_of_html_share_one_limit() {
    let piece = format!(r#"{{"type":"html","html":"{}"}},"#, "<p>x".repeat(12_000));
    let line = r#"{"type":"paragraph","text":{"type":"html","html":"<b>x</b>"}}"#;
    let text = format!(
        r#"{{"version":1,"title":"Tin","body":[{}{line}]}}"#,
        piece.repeat(8)
    );
    let (article, warnings) = read_with(&text, Format::Json, None, None).unwrap();
    // A paragraph counts twice: as a block and by its text.
    assert!((49_900..=50_000).contains(&article.body.len()));
    assert_eq!(warnings.len(), 1);
    assert!(warnings[0].contains("more than 100000 blocks and inlines"));
}
