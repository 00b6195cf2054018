//! HTML that nobody vouches for: `html` blocks and the page's own article.

use super::page::{Place, js, settle};
use super::samples;
use readerly::browser::dom_tree;
use readerly::view::ArticleHandle;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// Each of these would set the trap if anything of it survived; "safe" is the
/// text that has to.
const ATTACKS: [&str; 22] = [
    "<p>safe<script>trap()</script></p>",
    "<p onclick='trap()' onmouseover='trap()'>safe</p>",
    "<p>safe<img src='x' onerror='trap()' alt=''></p>",
    "<p>safe<svg onload='trap()'><script>trap()</script></svg></p>",
    "<p>safe<math><mtext><table><mglyph><style><img src onerror=trap()></style></mglyph></table></mtext></math></p>",
    "<p><a href='javascript:trap()'>safe</a></p>",
    "<p><a href='java&#9;script:trap()'>safe</a></p>",
    "<p><a href=' &#1;JAVASCRIPT:trap()'>safe</a></p>",
    "<p><a href='data:text/html,<script>trap()</script>'>safe</a></p>",
    "<p><a href='vbscript:trap()'>safe</a></p>",
    "<iframe srcdoc='<script>parent.trap()</script>'></iframe><p>safe</p>",
    "<object data='javascript:trap()'></object><embed src='javascript:trap()'><p>safe</p>",
    "<form action='javascript:trap()'><p>safe</p><button>go</button></form>",
    "<style>* { background: url(javascript:trap()) }</style><p style='background: url(x)'>safe</p>",
    "<p>safe</p><template><img src=x onerror=trap()></template>",
    "<p>safe<noscript><p title='</noscript><img src=x onerror=trap()>'></noscript></p>",
    "<p>safe<!--><img src=x onerror=trap()></p>",
    "<meta http-equiv=refresh content='0;url=javascript:trap()'><base href='javascript:trap()//'><p>safe</p>",
    "<p id='title' class='body' slot='video' part='title' is='x-y'>safe</p>",
    "<video src='javascript:trap()' poster='javascript:trap()' onloadstart='trap()'></video><p>safe</p>",
    "<p>safe<details open ontoggle='trap()'></details></p>",
    "<table><tr><td background='javascript:trap()' onfocus='trap()' tabindex=0 autofocus>safe</td></tr></table>",
];

/// Whether a tree holds anything that could run or reach out by itself.
fn dangers(root: &JsValue) -> JsValue {
    js(
        "const found = [];
         for (const element of root.querySelectorAll('*')) {
           if (/^(script|style|iframe|object|embed|svg|math|form|input|link|meta|base|template|noscript)$/i.test(element.localName)) found.push(element.localName);
           for (const { name, value } of element.attributes) {
             if (/^on|^style$|^srcdoc$|^is$|^slot$/.test(name) || /^[\\s\\x00-\\x20]*(javascript|data|vbscript)/i.test(value)) found.push(`${name}=${value}`);
           }
         }
         return found.join();",
        &[("root", root)],
    )
}

fn set_trap() {
    js(
        "window.sprung = 0; window.trap = () => { window.sprung += 1; }",
        &[],
    );
}

fn check_trap(what: &str) {
    assert_eq!(
        js("return window.sprung", &[]),
        JsValue::from_f64(0.0),
        "{what}"
    );
}

#[wasm_bindgen_test]
async fn no_attack_survives_an_html_block() {
    set_trap();
    for attack in ATTACKS {
        let article = samples::article(
            &json!({ "version": 1, "title": "a", "body": [{ "type": "html", "html": attack }] }),
        );
        let shown = samples::shown(article, "en").await;
        let body = shown.place.find(".body");
        assert_eq!(
            dangers(&body),
            JsValue::from_str(""),
            "{attack} became {}",
            body.inner_html()
        );
        assert_eq!(
            body.text_content().as_deref(),
            Some("safe"),
            "{attack} became {}",
            body.inner_html()
        );
        // The reader's own names stay the reader's.
        assert_eq!(shown.place.count("#readerly-title"), 1, "{attack}");
        check_trap(attack);
    }
}

#[wasm_bindgen_test]
async fn no_attack_survives_the_pages_own_article() {
    set_trap();
    for attack in ATTACKS {
        // An inert document, so that what the page itself would run is not what is tested.
        let document = js(
            "return new DOMParser().parseFromString(`<article><h1>Market</h1>${attack}</article>`, 'text/html')",
            &[("attack", &attack.into())],
        );
        let article = js(
            "return document.querySelector('article')",
            &[("document", &document)],
        );
        let (article, warnings) =
            dom_tree::read_article(article.unchecked_ref()).expect("there is an article");
        let shown = samples::shown(ArticleHandle::new((article, warnings)), "en").await;
        let body = shown.place.find(".body");
        assert_eq!(
            dangers(&shown.place.root),
            JsValue::from_str(""),
            "{attack} became {}",
            body.inner_html()
        );
        assert_eq!(
            body.text_content().as_deref(),
            Some("safe"),
            "{attack} became {}",
            body.inner_html()
        );
        check_trap(attack);
    }
}

#[wasm_bindgen_test]
async fn an_html_block_keeps_what_is_text() {
    let html = "<h3>Hours</h3><p>Open <b>daily</b>, see <a href='/hours' target='_top'>hours</a>.</p>\
                <ul><li>Fish<li>Rice</ul><table><tr><th>Fee<td>5</table>";
    let shown = samples::shown(
        samples::of_blocks(json!([{ "type": "html", "html": html }])),
        "en",
    )
    .await;
    let body = shown.place.find(".body");
    let start = "<h2>Hours</h2><p>Open <strong>daily</strong>, see <a href=\"https://ward.example/hours\">hours</a>.</p>\
                 <ul><li>Fish</li><li>Rice</li></ul>";
    assert!(
        body.inner_html().starts_with(start),
        "{}",
        body.inner_html()
    );
    assert_eq!(shown.place.text(".table th"), "Fee");
    assert_eq!(shown.place.text(".table td"), "5");
}

#[wasm_bindgen_test]
async fn reading_the_pages_article_leaves_it_as_it_was() {
    let place = Place::new(
        "<article lang='vi'><header><p class='kicker'>Tin phường</p><h1>Chợ ven sông</h1>\
         <time datetime='2020-03-16T08:06:45'>16/3/2020</time></header>\
         <p><strong>Một là:</strong> giữ sạch.</p><p><strong>Hai là:</strong> giữ khô.</p><figure><img src='/quay.webp' alt='Bến' width='16' height='9'>\
         <figcaption>Bến sông</figcaption></figure></article>",
    );
    let before = place.host.inner_html();
    let own = place.host.query_selector("article").unwrap().unwrap();
    let (article, warnings) = dom_tree::read_article(&own).expect("there is an article");
    assert_eq!(warnings, []);
    let shown = samples::shown(ArticleHandle::new((article, warnings)), "vi").await;
    assert_eq!(shown.place.text("h1"), "Chợ ven sông");
    assert_eq!(shown.place.text(".kicker"), "Tin phường");
    assert_eq!(shown.place.text(".published"), "Thứ Hai, 16/3/2020, 08:06");
    assert_eq!(
        shown.place.texts("p.measure"),
        ["Một là: giữ sạch.", "Hai là: giữ khô."]
    );
    assert_eq!(
        shown
            .place
            .count("figure.figure > img[alt='Bến'][width='16'][height='9']"),
        1
    );
    assert_eq!(shown.place.text("figcaption"), "Bến sông");
    settle().await;
    assert_eq!(place.host.inner_html(), before);
}
