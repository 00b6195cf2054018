//! Transcripts, chapters, links into a video, the small player and the list of
//! several videos.

use super::page::{Mounted, dispatch, document, field, js, loaded, settle, wait_for};
use super::samples;
use super::video::{FILM, come_near, own, player_of, unheard_refusals};
use readerly::browser::cue_list::CueList;
use readerly::browser::cues::Cue;
use readerly::browser::host::Host;
use readerly::locale::{fill, video_words_for, words_for};
use readerly::view::{ArticleView, ArticleViewProps, Language, VideoPlayer, VideoSettings};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const MEETING: &str = "/tests/fixtures/video/meeting.vi.vtt";
const CHAPTERS: &str = "/tests/fixtures/video/meeting.chapters.vtt";
const PROVIDER: &str = "https://www.youtube.com/watch?v=aqz-KE-bpKQ";

/// Each test asks for another address, so that what one has loaded is not
/// taken for what another did.
fn film(test: &str, url: &str) -> Value {
    let query = ["?", test].concat();
    json!({
        "type": "video", "url": url, "title": "Meeting",
        "tracks": [
            { "url": own("/tests/fixtures/video/en.vtt") + &query, "kind": "captions", "lang": "en", "label": "English", "default": true },
            { "url": own(MEETING) + &query, "kind": "subtitles", "lang": "vi", "label": "Tiếng Việt" },
            { "url": own(CHAPTERS) + &query, "kind": "chapters", "lang": "en" },
        ],
    })
}

async fn player(test: &str, url: &str, controls: Option<&str>) -> Mounted<VideoPlayer> {
    let settings = VideoSettings {
        controls: controls.map(str::to_owned),
        ..VideoSettings::default()
    };
    let player = player_of(vec![film(test, url)], "vi", settings).await;
    come_near(&player).await;
    player
}

/// Opens what has this place among the texts, and waits for its lines.
async fn open(player: &Mounted<VideoPlayer>, nth: u32) {
    player
        .place
        .click(&format!(".video-text:nth-child({nth}) > summary"));
    let lines = format!(".video-text:nth-child({nth}) .video-lines > li");
    wait_for("the lines", || player.place.count(&lines) > 0).await;
}

fn type_into(field: &Element, words: &str) {
    js(
        "field.value = words; field.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        &[("field", field), ("words", &words.into())],
    );
}

fn press(field: &Element, key: &str, is_composing: bool) {
    js(
        "field.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing, bubbles: true, cancelable: true }))",
        &[
            ("field", field),
            ("key", &key.into()),
            ("isComposing", &is_composing.into()),
        ],
    );
}

/// Clicks, and says whether the click was left to the browser, which is then
/// kept from following it.
fn follow(link: &Element) -> bool {
    js(
        "const keep = (event) => { left = !event.defaultPrevented; event.preventDefault() };
         let left; window.addEventListener('click', keep, { once: true }); link.click(); return left",
        &[("link", link)],
    ) == JsValue::TRUE
}

fn focused(player: &Mounted<VideoPlayer>) -> Option<Element> {
    player.place.root.active_element()
}

#[wasm_bindgen_test]
async fn nothing_is_fetched_before_a_text_is_opened() {
    let player = player("closed", PROVIDER, None).await;
    assert_eq!(
        player.place.texts(".video-text > summary"),
        [
            words_for("vi").video_chapters,
            words_for("vi").video_transcript
        ]
    );
    for path in [MEETING, CHAPTERS] {
        assert_eq!(loaded(&(own(path) + "?closed")), 0, "{path}");
    }
    open(&player, 2).await;
    assert_eq!(loaded(&(own(MEETING) + "?closed")), 1);
    assert_eq!(loaded(&(own(CHAPTERS) + "?closed")), 0);
    // The provider has not been contacted for it.
    assert_eq!(player.place.count("iframe"), 0);
    assert_eq!(player.place.count(".facade"), 1);
}

#[wasm_bindgen_test]
async fn cues_become_links_without_markup() {
    let player = player("markup", PROVIDER, None).await;
    open(&player, 2).await;
    // A line that rolls up is there once.
    assert_eq!(
        player.place.texts(".video-lines > li"),
        [
            "0:00 Lan: Xin chào bà con",
            "0:02 Chợ mới của phường ở đây & đó",
            "0:03 Đường đi không khó",
            "1:02:03 Hết",
        ]
    );
    assert_eq!(player.place.count(".video-lines[lang=vi]"), 1);
    assert_eq!(player.place.count(".video-lines img"), 0);
    let last = player.place.find("li:last-child > a");
    assert_eq!(last.get_attribute("href").as_deref(), Some("#t=3723"));
    open(&player, 1).await;
    assert_eq!(
        player.place.texts(".video-text:first-child li"),
        ["0:00 Opening", "0:02 Questions"]
    );
    // Chapters are few, and nobody looks for words in them.
    assert_eq!(player.place.count("input[type=search]"), 1);
}

#[wasm_bindgen_test]
async fn a_transcript_can_be_read_in_another_language() {
    let player = player("language", PROVIDER, None).await;
    open(&player, 2).await;
    assert_eq!(
        player.place.texts(".video-lang option"),
        ["English", "Tiếng Việt"]
    );
    let menu = player.place.find(".video-lang select");
    assert_eq!(field(&menu, "selectedIndex").as_f64(), Some(1.0));
    js("menu.selectedIndex = 0", &[("menu", &menu)]);
    js(
        "menu.dispatchEvent(new Event('change', { bubbles: true }))",
        &[("menu", &menu)],
    );
    wait_for("the other language", || {
        player.place.texts(".video-lines > li") == ["0:00 The market opens early."]
    })
    .await;
    assert_eq!(player.place.count(".video-lines[lang=en]"), 1);
}

#[wasm_bindgen_test]
async fn a_search_ignores_case_and_marks() {
    let player = player("search", PROVIDER, None).await;
    open(&player, 2).await;
    let search = player.place.find("input[type=search]");
    let found = || {
        (
            player.place.texts(".video-lines > li:not([hidden])").len(),
            player.place.text(".video-found[role=status]"),
        )
    };
    assert_eq!(found(), (4, String::new()));
    for (words, count) in [
        ("PHUONG", 1),
        ("phường", 1),
        ("duong di", 1),
        ("  đường ", 1),
        ("o", 3),
        ("không có", 0),
    ] {
        type_into(&search, words);
        settle().await;
        let said = fill(
            video_words_for("vi").found,
            &[("count", &count.to_string()), ("total", "4")],
        );
        assert_eq!(found(), (count, said), "{words}");
    }
    type_into(&search, "");
    settle().await;
    assert_eq!(found(), (4, String::new()));
    type_into(&search, "het");
    settle().await;
    // With an input method, Enter ends a word.
    press(&search, "Enter", true);
    assert!(focused(&player).is_none_or(|focused| focused.local_name() != "a"));
    press(&search, "Enter", false);
    settle().await;
    assert_eq!(
        focused(&player)
            .and_then(|link| link.text_content())
            .as_deref(),
        Some("1:02:03 Hết")
    );
    press(&search, "Escape", false);
    settle().await;
    assert_eq!(found(), (4, String::new()));
    assert_eq!(field(&search, "value").as_string().as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn a_text_that_cannot_be_had_is_a_link() {
    let gone = own("/gone.vtt");
    let player = player_of(
        vec![json!({ "type": "video", "url": PROVIDER, "tracks": [{ "url": gone, "kind": "captions" }] })],
        "en",
        VideoSettings::default(),
    )
    .await;
    come_near(&player).await;
    player.place.click(".video-text > summary");
    let words = video_words_for("en");
    let state = || player.place.texts(".video-text-state").concat();
    wait_for("the sentence", || {
        state() == [words.text_failed, words.open_text].join(" ")
    })
    .await;
    assert_eq!(
        player
            .place
            .count(&format!(".video-text-state > a[href='{gone}']")),
        1
    );
}

#[wasm_bindgen_test]
async fn owners_choose_the_texts() {
    for (controls, expected) in [
        ("none", &[][..]),
        ("chapters", &[words_for("vi").video_chapters]),
        ("-chapters", &[words_for("vi").video_transcript]),
    ] {
        let player = player("owner", PROVIDER, Some(controls)).await;
        assert_eq!(
            player.place.texts(".video-text > summary"),
            expected,
            "{controls}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_line_sends_the_file_to_its_moment() {
    let player = player("seek", &own(FILM), None).await;
    open(&player, 2).await;
    let video = player.place.find("video");
    js("video.muted = true", &[("video", &video)]);
    let third = player.place.find("li:nth-child(3) > a");
    let before = js("return history.length + location.href", &[]);
    assert!(!follow(&third), "the link was left to the browser");
    let time = || field(&video, "currentTime").as_f64().unwrap_or_default();
    // Not at 3 seconds, which is what stands in the link's address.
    wait_for("the moment", || time() >= 3.4).await;
    wait_for("the mark", || third.has_attribute("aria-current")).await;
    assert_eq!(player.place.count(".video-lines [aria-current]"), 1);
    assert_eq!(js("return history.length + location.href", &[]), before);
}

#[wasm_bindgen_test]
async fn before_a_provider_is_asked_a_link_sets_the_beginning() {
    let player = player("facade", PROVIDER, None).await;
    open(&player, 2).await;
    assert!(!follow(&player.place.find("li:last-child > a")));
    settle().await;
    assert_eq!(
        player.place.count("iframe"),
        0,
        "the provider was contacted"
    );
    let facade = player.place.find(".facade");
    assert!(facade.is_same_node(focused(&player).as_deref()));
    let name = facade.get_attribute("aria-label").unwrap();
    assert!(name.contains("1:02:03"), "{name}");
}

async fn article(body: Value) -> Mounted<ArticleView> {
    let article = samples::of_blocks(body);
    let shown = Mounted::new(|place| ArticleViewProps {
        views: None,
        article,
        language: Language::new("en"),
        player: VideoSettings::default(),
        original: true,
        level: 1,
        is_one_of_several: false,
        host: Host::new(place.host.clone()),
    })
    .await;
    for index in 0..shown.place.count(".video-player") {
        let player = shown
            .place
            .root
            .query_selector_all(".video-player")
            .unwrap()
            .get(index);
        dispatch(&player.unwrap().unchecked_into(), "pointerover");
    }
    settle().await;
    shown
}

fn names(article: &Mounted<ArticleView>) -> Vec<bool> {
    let facades = article.place.root.query_selector_all(".facade").unwrap();
    (0..facades.length())
        .map(|index| {
            let facade: Element = facades.get(index).unwrap().unchecked_into();
            facade
                .get_attribute("aria-label")
                .unwrap()
                .contains("from 2:15")
        })
        .collect()
}

#[wasm_bindgen_test]
async fn a_link_in_the_text_means_the_video_before_it() {
    let video = |id: &str| json!({ "type": "video", "url": format!("https://youtu.be/{id}") });
    let link = |href: &str| json!({ "type": "paragraph", "text": [{ "type": "link", "url": href, "text": "2:15" }] });
    for (nth, expected) in [(0, [true, false]), (1, [true, false]), (2, [false, true])] {
        let article = article(json!([
            link("#t=135"),
            video("aqz-KE-bpKQ"),
            link("#t=2m15s"),
            video("M7lc1UVf-VE"),
            link("#t=2:15"),
        ]))
        .await;
        let links = article
            .place
            .root
            .query_selector_all("a[href^='#t=']")
            .unwrap();
        assert!(!follow(&links.get(nth).unwrap().unchecked_into()), "{nth}");
        settle().await;
        assert_eq!(names(&article), expected, "{nth}");
    }
}

#[wasm_bindgen_test]
async fn a_link_with_a_time_to_the_video_itself_stays_here() {
    for (href, is_left, expected) in [
        (
            "https://www.youtube.com/watch?v=aqz-KE-bpKQ&t=135s",
            false,
            true,
        ),
        ("https://www.youtube.com/watch?v=aqz-KE-bpKQ", true, false),
        (
            "https://www.youtube.com/watch?v=M7lc1UVf-VE&t=135",
            true,
            false,
        ),
        ("#notes", true, false),
    ] {
        let article = article(json!([
            { "type": "video", "url": "https://youtu.be/aqz-KE-bpKQ" },
            { "type": "paragraph", "text": [{ "type": "link", "url": href, "text": "There" }] },
        ]))
        .await;
        let link = article.place.find("p > a:not(.video-player a)");
        assert_eq!(follow(&link), is_left, "{href}");
        settle().await;
        assert_eq!(names(&article), [expected], "{href}");
    }
}

#[wasm_bindgen_test]
async fn who_opens_a_text_by_the_keyboard_stays_where_that_was() {
    let player = player("kept", PROVIDER, None).await;
    for nth in [1, 2] {
        let selector = format!(".video-text:nth-child({nth}) > summary");
        let summary = player.place.find(&selector);
        js("summary.focus()", &[("summary", &summary)]);
        open(&player, nth).await;
        assert_eq!(focused(&player), Some(summary));
    }
}

#[wasm_bindgen_test]
async fn the_address_of_the_page_sets_the_beginning_and_plays_nothing() {
    let player = player("fragment", PROVIDER, None).await;
    js(
        "history.replaceState(null, '', '#t=135'); dispatchEvent(new HashChangeEvent('hashchange'))",
        &[],
    );
    settle().await;
    let name = player
        .place
        .find(".facade")
        .get_attribute("aria-label")
        .unwrap();
    js(
        "history.replaceState(null, '', location.pathname + location.search)",
        &[],
    );
    assert!(name.contains("2:15"), "{name}");
    assert_eq!(player.place.count("iframe"), 0);
    assert!(focused(&player).is_none(), "the focus was moved");
}

#[wasm_bindgen_test]
async fn a_long_transcript_moves_itself_and_not_the_page() {
    let list = document().create_element("ol").unwrap();
    js(
        "list.style.cssText = 'height: 100px; overflow-y: auto'; document.body.append(list)",
        &[("list", &list)],
    );
    let cues: Vec<Cue> = (0..2000)
        .map(|index| Cue {
            start: f64::from(index) * 2.5,
            text: format!("Line {index}"),
        })
        .collect();
    let rests = js(
        "const state = {}; list.addEventListener('scrollend', () => { state.rests = true }); return state",
        &[("list", &list)],
    );
    let mut lines = CueList::fill(&list, &cues, |seconds| seconds.to_string()).unwrap();
    assert_eq!(list.child_element_count(), 2000);
    let top = || field(&list, "scrollTop").as_f64().unwrap();
    let page = js("return scrollY", &[]);
    lines.mark(Some(1500));
    wait_for("the end of the move", || {
        field(&rests, "rests") == JsValue::TRUE
    })
    .await;
    assert!(top() > 1000.0);
    assert_eq!(js("return scrollY", &[]), page);
    // Whoever uses the list is left in peace.
    js(
        "list.scrollTop = 0; list.dispatchEvent(new PointerEvent('pointermove'))",
        &[("list", &list)],
    );
    lines.mark(Some(1501));
    settle().await;
    assert_eq!(top(), 0.0);
    let marked = list.query_selector_all("[aria-current]").unwrap();
    assert_eq!(marked.length(), 1);
    assert_eq!(lines.filter(&|index| index % 2 == 0), 1000);
    list.remove();
}

#[wasm_bindgen_test]
async fn a_small_player_is_the_same_element() {
    let player = player("mini", &own(FILM), Some("sticky")).await;
    let float = player.place.find(".video-float");
    let video = player.place.find("video");
    // Far away, where it cannot be seen.
    let away = |is_away: bool| {
        js(
            "host.style.display = 'block'; host.style.marginTop = far ? '5000px' : ''",
            &[("host", &player.place.host), ("far", &is_away.into())],
        );
    };
    let removals = js(
        "let count = { removed: 0 };
         new MutationObserver((records) => records.forEach((record) => record.removedNodes.forEach((node) => { if (node.contains(video)) count.removed += 1 }))).observe(root, { subtree: true, childList: true });
         return count",
        &[("root", &player.place.root), ("video", &video)],
    );
    js(
        "video.muted = true; video.loop = true; video.play()",
        &[("video", &video)],
    );
    wait_for("the film", || {
        field(&video, "currentTime").as_f64() > Some(0.0)
    })
    .await;
    let is_small = || player.place.count(".video-float.mini") == 1;
    assert!(!is_small());
    away(true);
    js(
        "float.style.position = 'fixed'; float.style.top = '0'",
        &[("float", &float)],
    );
    wait_for("the small player", is_small).await;
    assert_eq!(player.place.count(".video-place > .video-box"), 1);
    assert_eq!(player.place.count(".mini > .mini-close:first-child"), 1);
    assert_eq!(
        player.place.text(".mini-close"),
        video_words_for("vi").mini_close
    );
    player
        .place
        .find(".mini-close")
        .unchecked_into::<HtmlElement>()
        .focus()
        .unwrap();
    player.place.click(".mini-close");
    wait_for("the place", || !is_small()).await;
    assert!(
        float.is_same_node(focused(&player).as_deref()),
        "the focus is lost"
    );
    // It has been closed, and stays closed until its place has been in sight.
    js("video.play()", &[("video", &video)]);
    wait_for("the film again", || {
        field(&video, "paused") == JsValue::FALSE
    })
    .await;
    assert!(!is_small());
    away(false);
    // Observers are told in the order in which they were made.
    let seen = js(
        "const state = {};
         new IntersectionObserver((entries) => { state.seen ||= entries.some((entry) => entry.isIntersecting) }).observe(place);
         return state",
        &[("place", &player.place.find(".video-place"))],
    );
    wait_for("the sight of it", || field(&seen, "seen") == JsValue::TRUE).await;
    away(true);
    wait_for("the small player again", is_small).await;
    assert!(float.is_same_node(Some(&player.place.find(".video-float"))));
    assert!(video.is_same_node(Some(&player.place.find("video"))));
    assert_eq!(
        field(&removals, "removed").as_f64(),
        Some(0.0),
        "it was moved"
    );
}

#[wasm_bindgen_test]
async fn several_videos_are_a_list_of_buttons() {
    let _unheard = unheard_refusals();
    let player = player_of(
        vec![
            json!({ "type": "video", "url": own(FILM), "title": "One", "duration": 135 }),
            json!({ "type": "video", "url": PROVIDER, "title": "Two", "poster": "two.webp" }),
        ],
        "en",
        VideoSettings::default(),
    )
    .await;
    come_near(&player).await;
    assert_eq!(player.place.texts(".playlist button"), ["One 2:15", "Two"]);
    assert_eq!(
        player.place.count(&format!(
            "ol.playlist[aria-label='{}']",
            video_words_for("en").playlist
        )),
        1
    );
    assert_eq!(player.place.count(".playlist-poster[loading=lazy]"), 1);
    assert_eq!(
        player.place.text(".playlist [aria-current=true]"),
        "One 2:15"
    );
    player.place.click("li:last-child > .playlist-item");
    settle().await;
    assert_eq!(player.place.text(".playlist [aria-current=true]"), "Two");
    assert_eq!(player.place.text(".video-title"), "Two");
    assert_eq!(player.place.count("video"), 0);
}
