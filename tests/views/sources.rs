//! Where an article comes from and in which form: formats, maps, items of
//! feeds, letters that are not UTF-8, and pages as the browser's own parser
//! reads them.

use super::network::Network;
use super::page::{Heard, Place, js, settle, wait_for};
use super::samples::BASE;
use super::stage::Embedded;
use readerly::article::json::HtmlReader as _;
use readerly::article::source::PageReader as _;
use readerly::article::{Article, Block, Warnings, plain_text};
use readerly::browser::dom_tree::PageHtml;
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const URL: &str = "https://ward.example/news/market";

/// An article as an owner's own system might keep it.
fn foreign() -> Vec<u8> {
    json!({ "data": { "headline": "Market", "teaser": "Boats", "text": "<p>The <b>quay</b>.</p>" } })
        .to_string()
        .into_bytes()
}

fn page(article: &str) -> String {
    format!(
        "<!doctype html><html><head><title>Ward</title></head><body><nav><a href='/'>Home</a></nav>\
         <main><article><h1>Market</h1>{article}</article></main></body></html>"
    )
}

async fn title(reader: &Embedded) -> String {
    wait_for("the article", || reader.place.count("h1") > 0).await;
    reader.place.text("h1")
}

/// The words of an article's paragraphs.
fn words(article: &Article) -> Vec<String> {
    let paragraphs = article.body.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(plain_text(text)),
        _ => None,
    });
    paragraphs.collect()
}

#[wasm_bindgen_test]
async fn a_map_and_a_format_are_options_that_live() {
    let network = Network::new();
    network.answer(URL, 200, &foreign(), &[]);
    let place = Place::new("");
    let heard = Heard::on(&place.host, "readerly-error");
    let reader = Embedded::within(place, &[("src", URL)]).await;
    heard.detail(0).await;
    assert_eq!(reader.place.count(".failure"), 1);

    let map = r#"{"title": "/data/headline", "body": "/data/text"}"#;
    reader.update(&[("src", URL), ("map", map)]).await;
    assert_eq!(title(&reader).await, "Market");
    assert_eq!(
        reader.place.find(".body").inner_html(),
        "<p>The <strong>quay</strong>.</p>"
    );
    assert_eq!(network.asked(URL), 2);

    // What has not changed is not fetched again.
    reader
        .update(&[("src", URL), ("map", map), ("theme", "dark")])
        .await;
    assert_eq!(network.asked(URL), 2);

    let other = r#"{"title": "/data/teaser", "body": "/data/text"}"#;
    reader.update(&[("src", URL), ("map", other)]).await;
    wait_for("the other title", || reader.place.text("h1") == "Boats").await;
    assert_eq!(network.asked(URL), 3);

    let whole = page("<p>The quay.</p>");
    network.answer(
        URL,
        200,
        whole.as_bytes(),
        &[("content-type", "text/plain")],
    );
    reader.update(&[("src", URL), ("format", "html")]).await;
    wait_for("the page", || reader.place.text("h1") == "Market").await;
    assert_eq!(network.asked(URL), 4);
}

#[wasm_bindgen_test]
async fn a_map_may_stand_inside_the_element() {
    let network = Network::new();
    network.answer(
        URL,
        200,
        &foreign(),
        &[("content-type", "application/json")],
    );
    let script = "<script type='application/json' slot='map'>\
                  {\"title\": \"/data/headline\", \"body\": \"/data/text\"}</script>";
    let reader = Embedded::new(script, &[("src", URL)]).await;
    assert_eq!(title(&reader).await, "Market");
    // It is no article to fall back on, and no text of the page.
    assert_eq!(reader.place.count("slot[name=map]"), 0);

    // The attribute goes before it.
    let map = r#"{"title": "/data/teaser", "body": "/data/text"}"#;
    reader.update(&[("src", URL), ("map", map)]).await;
    wait_for("the other title", || reader.place.text("h1") == "Boats").await;
    reader.update(&[("src", URL)]).await;
    wait_for("the first title", || reader.place.text("h1") == "Market").await;
    assert_eq!(network.asked(URL), 3);
}

#[wasm_bindgen_test]
async fn a_fragment_names_an_item_and_is_not_sent() {
    let network = Network::new();
    let item = |name: &str| json!({ "id": name, "title": name, "content_html": "<p>Text.</p>" });
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Ward",
        "items": [item("one"), item("two & ba")],
    });
    network.answer(
        URL,
        200,
        feed.to_string().as_bytes(),
        &[("content-type", "application/feed+json")],
    );
    let source = [URL, "#two%20%26%20ba"].concat();
    let reader = Embedded::new("", &[("src", &source)]).await;
    assert_eq!(title(&reader).await, "two & ba");
    assert_eq!(network.asked(URL), 1);

    let heard = Heard::on(&reader.place.host, "readerly-error");
    reader
        .update(&[("src", &[URL, "#three"].concat()), ("lang", "en")])
        .await;
    heard.detail(0).await;
    assert_eq!(heard.texts("code"), ["no-such-item"]);
    wait_for("the notice", || reader.place.count(".failure") > 0).await;
    assert_eq!(reader.place.text(".failure-title"), "Article not found");
}

#[wasm_bindgen_test]
async fn letters_are_read_as_they_are_written() {
    let network = Network::new();
    let check = async |body: &[u8], content_type: &str, expected: &str| {
        network.answer(URL, 200, body, &[("content-type", content_type)]);
        let reader = Embedded::new("", &[("src", URL), ("format", "html")]).await;
        assert_eq!(title(&reader).await, expected, "{content_type}");
    };
    let page = |head: &[u8], title: &[u8]| {
        [
            b"<!doctype html><head>",
            head,
            b"</head><article><h1>",
            title,
            b"</h1><p>Text.</p></article>",
        ]
        .concat()
    };
    // The code page keeps a tone apart from its letter; what is shown is one.
    let vietnamese = b"Ch\xF5\xF2 Vi\xEA\xF2t";
    check(
        &page(b"", vietnamese),
        "text/html; charset=windows-1258",
        "Chợ Việt",
    )
    .await;
    check(
        &page(b"<meta charset=\"Windows-1258\">", vietnamese),
        "text/html",
        "Chợ Việt",
    )
    .await;
    check(
        &page(b"<meta charset=koi8-r>", "Chợ".as_bytes()),
        "text/html; charset=utf-8",
        "Chợ",
    )
    .await;
    check(&page(b"", "Chợ".as_bytes()), "text/html", "Chợ").await;
    // A label that nobody knows is no reason not to read.
    check(
        &page(b"<meta charset=vni-times>", "Chợ".as_bytes()),
        "text/html",
        "Chợ",
    )
    .await;
    // One broken letter is one broken letter.
    check(
        &page(b"<meta charset=utf-8>", b"Ch\xFF"),
        "text/html",
        "Ch\u{FFFD}",
    )
    .await;
    let wide: Vec<u8> = "\u{FEFF}<article><h1>Chợ</h1><p>a</p></article>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(&wide, "text/html", "Chợ").await;
}

#[wasm_bindgen_test]
async fn json_is_utf8_whatever_its_server_says() {
    let network = Network::new();
    let article = json!({ "version": 1, "title": "Chợ", "body": ["a"] });
    network.answer(
        URL,
        200,
        article.to_string().as_bytes(),
        &[("content-type", "application/json; charset=iso-8859-1")],
    );
    let reader = Embedded::new("", &[("src", URL)]).await;
    assert_eq!(title(&reader).await, "Chợ");
    network.answer(
        URL,
        200,
        b"{\"version\": 1, \"title\": \"Caf\xE9\", \"body\": [\"a\"]}",
        &[("content-type", "application/json; charset=iso-8859-1")],
    );
    reader.reader.refresh();
    wait_for("the other title", || reader.place.text("h1") == "Café").await;
}

#[wasm_bindgen_test]
fn a_page_is_read_by_the_browsers_own_parser() {
    let (article, _) = PageHtml::new(BASE)
        .read_page(&page("<p>One <a href='../map'>two</a>.</p><p>Three."))
        .expect("there is an article");
    assert_eq!(article.title, "Market");
    assert_eq!(words(&article), ["One two.", "Three."]);
}

#[wasm_bindgen_test]
fn a_page_cannot_stand_in_for_its_own_properties() {
    for clobber in [
        "<form name=documentElement></form>",
        "<img name=body>",
        "<form id=head></form><form name=head></form>",
        "<form name=firstChild></form><form name=nextSibling></form><form name=nodeType></form>",
        "<img name=childNodes><embed name=querySelector><object id=getAttribute></object>",
        "<iframe name=documentElement></iframe><iframe name=body></iframe>",
        "<form><input name=firstChild><input name=nextSibling><input name=nodeType><input name=attributes></form>",
    ] {
        for text in [
            format!("{}{clobber}", page("<p>One.</p><p>Two.</p>")),
            page("<p>One.</p><p>Two.</p>").replace("<body>", &format!("<body>{clobber}")),
            page(&format!("<p>One.</p>{clobber}<p>Two.</p>")),
        ] {
            let (article, _) = PageHtml::new(BASE)
                .read_page(&text)
                .unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(article.title, "Market", "{text}");
            assert_eq!(words(&article), ["One.", "Two."], "{text}");
        }
    }
}

#[wasm_bindgen_test]
fn a_page_that_is_read_runs_and_fetches_nothing() {
    js(
        "window.sprung = 0; window.trap = () => { window.sprung += 1; }",
        &[],
    );
    let article = page(
        "<p>One.</p><img src='https://ward.example/x' onerror='trap()' alt='a'>\
         <script>trap()</script><svg onload='trap()'></svg><link rel=stylesheet href='https://ward.example/y'>",
    );
    let (article, _) = PageHtml::new(BASE)
        .read_page(&article)
        .expect("there is an article");
    assert_eq!(words(&article), ["One."]);
    assert_eq!(js("return window.sprung", &[]), 0);
}

#[wasm_bindgen_test]
async fn an_answer_that_is_a_page_is_read_as_one() {
    let network = Network::new();
    network.answer(
        URL,
        200,
        page("<p>See <a href='map'>the map</a>.</p>").as_bytes(),
        &[("content-type", "Text/HTML; Charset=UTF-8")],
    );
    let reader = Embedded::new("", &[("src", URL)]).await;
    assert_eq!(title(&reader).await, "Market");
    settle().await;
    assert_eq!(
        reader
            .place
            .count(".body a[href='https://ward.example/news/map']"),
        1
    );
}

/// A browser with the parsers that are left, until it is dropped.
struct Parsers(JsValue);

impl Parsers {
    /// Without `Document.parseHTML`; `refusing` has a `DOMParser` throw, as
    /// under a policy that requires trusted types.
    fn without_sanitizer(refusing: bool) -> Self {
        Self(js(
            "const parser = DOMParser.prototype, parse = parser.parseFromString, whole = Document.parseHTML;
             const state = { asked: 0, end() { parser.parseFromString = parse; Document.parseHTML = whole; } };
             Document.parseHTML = undefined;
             parser.parseFromString = function (...all) {
               state.asked += 1;
               if (refusing) throw new TypeError('This document requires TrustedHTML');
               return parse.apply(this, all);
             };
             return state;",
            &[("refusing", &refusing.into())],
        ))
    }

    fn asked(&self) -> JsValue {
        js("return state.asked", &[("state", &self.0)])
    }
}

impl Drop for Parsers {
    fn drop(&mut self) {
        js("state.end()", &[("state", &self.0)]);
    }
}

#[wasm_bindgen_test]
fn html_is_read_whatever_parser_there_is() {
    let html = PageHtml::new(BASE);
    let check = || {
        let (article, _) = html
            .read_page(&page("<p>One <b>two</b>.<p>Three &amp; four."))
            .expect("there is an article");
        assert_eq!(article.title, "Market");
        assert_eq!(words(&article), ["One two.", "Three & four."]);
        let mut warnings = Warnings::new();
        let blocks = html.read("<p>One.<ul><li>Two</ul>", &mut warnings);
        assert_eq!(blocks.len(), 2);
        assert_eq!(warnings.finish(), []);
    };
    check();
    let parsers = Parsers::without_sanitizer(false);
    check();
    assert_eq!(parsers.asked(), 2);
    drop(parsers);
    // Each refusal is reported to the page's owner, so one is enough.
    let parsers = Parsers::without_sanitizer(true);
    check();
    assert_eq!(parsers.asked(), 1);
}
