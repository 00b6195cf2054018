//! What is said in a film: captions, the transcript, chapters.

use anyhow::Result;
use readerly_browser_tests::origin::{Answer, Gate, dist_file};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::Key;

use crate::film::{
    FILM, article_with, choose, film, play, player_arrives, press_play, runs, seconds, show, shows,
};
use crate::parts::{assert_quiet, reader};

stories_in_every_engine! {
    captions_by_the_menu,
    the_keyboard_alone,
}

stories! {
    nothing_is_fetched_before_it_is_wanted,
    the_transcript_before_the_film,
    words_are_found_without_their_marks,
    a_line_leads_to_its_moment,
    the_line_that_is_said,
    chapters,
    two_thousand_lines,
    a_transcript_that_is_not_there,
    the_focus_stays_when_the_module_comes,
}

const VIETNAMESE: &str = "WEBVTT

00:00.000 --> 00:10.000
Chợ phường mở từ sáng sớm.

00:10.000 --> 00:20.000
<v Lan>Đường đi còn ướt.

00:20.000 --> 00:40.000
Nước lên nhanh.

00:40.000 --> 01:00.000
Trời quang trở lại.
";

const ENGLISH: &str = "WEBVTT

00:00.000 --> 00:20.000
The market opens early.

00:20.000 --> 00:40.000
The water rises.

00:40.000 --> 01:00.000
The sky clears.
";

const CHAPTERS: &str = "WEBVTT

00:00.000 --> 00:20.000
Buổi sáng

00:20.000 --> 00:40.000
Nước lên

00:40.000 --> 01:00.000
Sau cơn mưa
";

/// The words of the captions on the screen, one after the other as they come.
const LISTEN: &str = "
    const tracks = deepAll('.video-box video')[0].textTracks;
    window.said = [];
    const hear = (track) => {
      track.addEventListener('cuechange', () => {
        for (const cue of track.activeCues ?? []) window.said.push(`${track.language}: ${cue.text}`);
      });
    };
    for (const track of tracks) hear(track);
    tracks.addEventListener('addtrack', (event) => hear(event.track));";

async fn captions_by_the_menu(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    stage.page.run(LISTEN, Vec::new()).await?;
    play(stage).await?;
    let menu = captions_menu(stage).await?;
    // The Vietnamese ones are on from the start, as the owner wished.
    chosen(stage, &menu, "Tiếng Việt").await?;
    said(stage, "vi: Chợ phường mở từ sáng sớm.").await?;

    choose(stage, &menu, "English").await?;
    said(stage, "en: The market opens early.").await?;
    showing(stage, &json!(["en"])).await?;
    stage.page.click("article a[href='#t=25']").await?;
    said(stage, "en: The water rises.").await?;

    choose(stage, &menu, "Tắt").await?;
    showing(stage, &json!([])).await?;

    choose(stage, &menu, "Tiếng Việt").await?;
    showing(stage, &json!(["vi"])).await?;
    // What the browser's own menu does is seen in ours.
    stage
        .page
        .run(
            "for (const track of deepAll('.video-box video')[0].textTracks) {
               if (track.kind === 'captions') track.mode = track.language === 'en' ? 'showing' : 'disabled';
             }",
            Vec::new(),
        )
        .await?;
    chosen(stage, &menu, "English").await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn nothing_is_fetched_before_it_is_wanted(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    stage
        .page
        .run(
            "deepAll('section.video')[0].scrollIntoView({ block: 'center' });",
            Vec::new(),
        )
        .await?;
    wait::quiet_time(Duration::from_millis(1000)).await;
    assert_eq!(fetched(stage), (0, 0, 0, 0), "before anybody wants it");
    // The positive control, piece by piece.
    open(stage, "Các đoạn").await?;
    wait::until_true("the chapters", || async { Ok(fetched(stage).2 == 1) }).await?;
    assert_eq!(fetched(stage), (0, 0, 1, 0));
    open(stage, "Bản chép lời").await?;
    wait::until_true("the transcript", || async { Ok(fetched(stage).0 == 1) }).await?;
    assert_eq!(fetched(stage), (1, 0, 1, 0));
    play(stage).await?;
    assert!(fetched(stage).3 >= 1);
    assert_eq!(fetched(stage).1, 0, "captions in a language nobody chose");
    Ok(())
}

async fn the_transcript_before_the_film(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    open(stage, "Bản chép lời").await?;
    let lines = stage
        .page
        .wait_for_text("ol.video-lines", "Trời quang trở lại.")
        .await?;
    crate::parts::assert_in_order(
        &lines,
        &[
            "0:00",
            "Chợ phường mở từ sáng sớm.",
            "0:10",
            "Lan: Đường đi còn ướt.",
            "0:20",
            "Nước lên nhanh.",
            "0:40",
            "Trời quang trở lại.",
        ],
    );
    assert_eq!(stage.site.count(FILM), 0, "the film is not needed for it");

    // In another language.
    let language = "details.video-text label.video-lang select";
    choose(stage, language, "English").await?;
    let lines = stage
        .page
        .wait_for_text("ol.video-lines", "The water rises.")
        .await?;
    assert!(!lines.contains("Nước lên nhanh."), "{lines}");
    let lang = stage
        .page
        .run("return deepAll('ol.video-lines')[0].lang;", Vec::new())
        .await?;
    assert_eq!(lang, json!("en"));
    assert_eq!(stage.site.count(FILM), 0);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn words_are_found_without_their_marks(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    open(stage, "Bản chép lời").await?;
    stage
        .page
        .wait_for_text("ol.video-lines", "Nước lên nhanh.")
        .await?;
    let field = stage.page.find(".video-search input").await?;
    for (words, left) in [
        ("phuong", vec!["Chợ phường mở từ sáng sớm."]),
        ("PHƯỜNG", vec!["Chợ phường mở từ sáng sớm."]),
        ("duong di", vec!["Lan: Đường đi còn ướt."]),
        ("nuoc", vec!["Nước lên nhanh."]),
        ("tr", vec!["Trời quang trở lại."]),
        ("không có ở đâu", vec![]),
    ] {
        field.focus().await?;
        stage.page.run("deepActive().select();", Vec::new()).await?;
        stage
            .page
            .driver()
            .action_chain()
            .send_keys(words)
            .perform()
            .await?;
        wait::until(
            &format!("the lines with {words:?}"),
            || stage.page.run(LINES, Vec::new()),
            |seen| *seen == json!(left),
        )
        .await?;
        let status = stage.page.text_of(".video-found").await?;
        let (found, all) = (left.len().to_string(), "4");
        assert!(
            status.contains(&found) && status.contains(all),
            "{words:?}: the number of lines is {status:?}"
        );
    }
    let role = stage.page.find(".video-found").await?;
    assert_eq!(stage.page.role(&role).await?, "status");
    // Without words there are all of them again.
    field.focus().await?;
    stage.page.run("deepActive().select();", Vec::new()).await?;
    stage.page.press(Key::Delete).await?;
    wait::until(
        "all lines",
        || stage.page.run(LINES, Vec::new()),
        |seen| seen.as_array().is_some_and(|lines| lines.len() == 4),
    )
    .await?;
    Ok(())
}

async fn a_line_leads_to_its_moment(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    open(stage, "Bản chép lời").await?;
    stage
        .page
        .wait_for_text("ol.video-lines", "Trời quang trở lại.")
        .await?;
    // The film is not even loaded: it begins there.
    stage.page.click("ol.video-lines li:nth-child(3) a").await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "green").await?;
    assert!(seconds(stage).await? >= 20.0);
    // By key, and backwards.
    stage
        .page
        .find("ol.video-lines li:nth-child(1) a")
        .await?
        .focus()
        .await?;
    stage.page.press(Key::Enter).await?;
    shows(stage, ".video-box video", "red").await?;
    let address = stage.page.driver().current_url().await?;
    assert_eq!(
        address.fragment(),
        None,
        "a step in a film is none in the reader's history"
    );
    Ok(())
}

async fn the_line_that_is_said(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    open(stage, "Bản chép lời").await?;
    stage
        .page
        .wait_for_text("ol.video-lines", "Trời quang trở lại.")
        .await?;
    assert_eq!(
        stage.page.count("ol.video-lines [aria-current]").await?,
        0,
        "nothing is said yet"
    );
    play(stage).await?;
    marked(stage, "Chợ phường mở từ sáng sớm.").await?;
    stage.page.click("article a[href='#t=25']").await?;
    marked(stage, "Nước lên nhanh.").await?;
    stage.page.click("article a[href='#t=0:45']").await?;
    marked(stage, "Trời quang trở lại.").await?;
    Ok(())
}

async fn chapters(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    open(stage, "Các đoạn").await?;
    let text = stage
        .page
        .wait_for_text("details.video-text[open]", "Sau cơn mưa")
        .await?;
    crate::parts::assert_in_order(
        &text,
        &[
            "0:00",
            "Buổi sáng",
            "0:20",
            "Nước lên",
            "0:40",
            "Sau cơn mưa",
        ],
    );
    assert_eq!(
        stage
            .page
            .count("details.video-text[open] .video-search")
            .await?,
        0,
        "there is nothing to search in three chapters"
    );
    stage
        .page
        .click("details.video-text[open] li:nth-child(3) a")
        .await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "blue").await?;
    marked(stage, "Sau cơn mưa").await
}

async fn the_keyboard_alone(stage: &Stage) -> Result<()> {
    show_with_texts(stage, "").await?;
    // From the page's top: every stop is drawn, on the screen and marked.
    let player = reach(stage, "video").await?;
    assert!(player.contains("Phim có lời"), "{player}");
    stage.page.press(Key::Space).await?;
    if stage.page.run(PAUSED, Vec::new()).await? == json!(true) {
        // WebKitGTK's player hears keys on its own buttons alone, and only
        // once it knows the film.
        press_play(stage, ".video-box video").await?;
    }
    runs(stage).await?;
    stage.page.wait_for_text(".video-tools", "Phụ đề").await?;
    stage.page.find(".video-box video").await?.focus().await?;
    reach(stage, "select").await?;
    let summary = reach(stage, "summary").await?;
    let first = if summary.contains("Các đoạn") {
        "Các đoạn"
    } else {
        "Bản chép lời"
    };
    if first == "Các đoạn" {
        let other = reach(stage, "summary").await?;
        assert!(other.contains("Bản chép lời"), "{other}");
    }
    stage.page.press(Key::Enter).await?;
    stage
        .page
        .wait_for_text("ol.video-lines", "Nước lên nhanh.")
        .await?;
    reach(stage, "input").await?;
    stage
        .page
        .driver()
        .action_chain()
        .send_keys("troi")
        .perform()
        .await?;
    wait::until(
        "one line",
        || stage.page.run(LINES, Vec::new()),
        |seen| *seen == json!(["Trời quang trở lại."]),
    )
    .await?;
    // Enter goes to the first that was found; Enter there to its moment.
    stage.page.press(Key::Enter).await?;
    stage
        .page
        .wait_until(
            "the focus on the line",
            "return deepActive()?.closest('li')?.textContent.includes('Trời quang') === true;",
        )
        .await?;
    stage.page.press(Key::Enter).await?;
    shows(stage, ".video-box video", "blue").await?;
    Ok(())
}

async fn two_thousand_lines(stage: &Stage) -> Result<()> {
    let mut long = String::from("WEBVTT\n");
    for line in 0..2000 {
        let (from, to) = (line * 30, line * 30 + 30);
        let clock = |thousandth: u32| {
            format!(
                "{:02}:{:02}.{:03}",
                thousandth / 60_000,
                thousandth / 1000 % 60,
                thousandth % 1000
            )
        };
        long.push_str(&format!(
            "\n{} --> {}\nDòng số {line} trong phim.\n",
            clock(from),
            clock(to)
        ));
    }
    stage.site.set("/vi.vtt", Answer::new("text/vtt", long));
    let mut video = film("Phim dài");
    video["tracks"] = json!([{ "url": "/vi.vtt", "kind": "captions", "lang": "vi" }]);
    show(stage, &article_with(json!([video])), "").await?;
    open(stage, "Bản chép lời").await?;
    stage
        .page
        .wait_for_count("ol.video-lines li", |count| count == 2000)
        .await?;
    let is_scroller = "
        const list = deepAll('ol.video-lines')[0];
        return list.scrollHeight > list.clientHeight * 10 && list.clientHeight < innerHeight
          && document.documentElement.scrollHeight < 20 * innerHeight;";
    stage
        .page
        .wait_until("a list that scrolls by itself", is_scroller)
        .await?;
    stage
        .page
        .find(".video-search input")
        .await?
        .focus()
        .await?;
    stage
        .page
        .driver()
        .action_chain()
        .send_keys("so 1500 trong")
        .perform()
        .await?;
    wait::until(
        "one line of two thousand",
        || stage.page.run(LINES, Vec::new()),
        |seen| *seen == json!(["Dòng số 1500 trong phim."]),
    )
    .await?;
    stage.page.press(Key::Enter).await?;
    stage.page.press(Key::Enter).await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "blue").await?;
    stage
        .page
        .find(".video-search input")
        .await?
        .focus()
        .await?;
    stage.page.run("deepActive().select();", Vec::new()).await?;
    stage.page.press(Key::Delete).await?;
    stage
        .page
        .wait_until(
            "all lines, and the one that is said among them",
            "const said = deepAll('ol.video-lines [aria-current=true]');
             return deepAll('ol.video-lines li[hidden]').length === 0 && said.length === 1
               && Number(/số (\\d+)/.exec(said[0].textContent)[1]) >= 1500;",
        )
        .await
}

async fn a_transcript_that_is_not_there(stage: &Stage) -> Result<()> {
    let mut video = film("Phim");
    video["tracks"] = json!([{ "url": "/gone.vtt", "kind": "captions", "lang": "vi" }]);
    show(stage, &article_with(json!([video])), "").await?;
    open(stage, "Bản chép lời").await?;
    stage
        .page
        .wait_for_count(".video-text-state a[href$='/gone.vtt']", |count| count == 1)
        .await?;
    let said = stage.page.text_of(".video-text-state").await?;
    assert!(said.len() > 20, "no sentence: {said:?}");
    // The film is none the worse for it.
    play(stage).await
}

async fn the_focus_stays_when_the_module_comes(stage: &Stage) -> Result<()> {
    let module = dist_file("readerly_video.wasm")?;
    for selector in ["details.video-text > summary", ".video-box video"] {
        // The focus itself sends for the module, and so does the pointer: a
        // window that is not in front has no focus to tell of.
        let gate = Gate::default();
        stage.cdn.set(
            "/readerly_video.wasm",
            Answer::new("application/wasm", module.clone()).behind(&gate),
        );
        show_lazily(stage).await?;
        stage.page.find(selector).await?.focus().await?;
        stage
            .page
            .run(
                "window.focused = deepActive();
                 window.focused.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));",
                Vec::new(),
            )
            .await?;
        assert_eq!(stage.page.count("[data-player]").await?, 0);
        gate.open();
        stage
            .page
            .wait_for_count("[data-player]", |count| count == 1)
            .await?;
        let stays = stage
            .page
            .run(
                "return [window.focused.localName, deepActive() === window.focused];",
                Vec::new(),
            )
            .await?;
        assert_eq!(stays[1], json!(true), "the focus was on {stays}");
    }
    Ok(())
}

/// A film with captions and chapters, and nothing that sends for the module.
async fn show_lazily(stage: &Stage) -> Result<()> {
    let mut video = film("Phim có lời");
    for (path, text) in [("/vi.vtt", VIETNAMESE), ("/chapters.vtt", CHAPTERS)] {
        stage.site.set(path, Answer::new("text/vtt", text));
    }
    video["tracks"] = json!([
        { "url": "/vi.vtt", "kind": "captions", "lang": "vi" },
        { "url": "/chapters.vtt", "kind": "chapters", "lang": "vi" },
    ]);
    show(stage, &article_with(json!([video])), "").await
}

/// A film with captions in two languages and chapters; links into it stand in
/// the text.
async fn show_with_texts(stage: &Stage, attributes: &str) -> Result<()> {
    for (path, text) in [
        ("/vi.vtt", VIETNAMESE),
        ("/en.vtt", ENGLISH),
        ("/chapters.vtt", CHAPTERS),
    ] {
        stage.site.set(path, Answer::new("text/vtt", text));
    }
    let mut video = film("Phim có lời");
    video["tracks"] = json!([
        { "url": "/vi.vtt", "kind": "captions", "lang": "vi", "label": "Tiếng Việt", "default": true },
        { "url": "/en.vtt", "kind": "captions", "lang": "en", "label": "English" },
        { "url": "/chapters.vtt", "kind": "chapters", "lang": "vi" },
    ]);
    let mut with_film = article_with(json!([video]));
    with_film["body"] = json!([
        crate::film::paragraph_with_link("#t=25", "xem 0:25"),
        crate::film::paragraph_with_link("#t=0:45", "xem 0:45"),
    ]);
    crate::film::serve_films(stage);
    stage
        .site
        .set("/article.json", Answer::json(with_film.to_string()));
    stage
        .embed(&reader(&format!("src=\"/article.json\" {attributes}")))
        .await?;
    player_arrives(stage).await
}

/// How often the captions, Vietnamese and English, the chapters and the film
/// were asked for.
fn fetched(stage: &Stage) -> (usize, usize, usize, usize) {
    (
        stage.site.count("/vi.vtt"),
        stage.site.count("/en.vtt"),
        stage.site.count("/chapters.vtt"),
        stage.site.count(FILM),
    )
}

/// Opens the transcript or the chapters, by what is written on them.
async fn open(stage: &Stage, words: &str) -> Result<()> {
    // Marked by what is written on it, for the pointer to find.
    let mark = "
        for (const summary of deepAll('details.video-text > summary')) {
          summary.toggleAttribute('data-open', summary.textContent.includes(arguments[0]));
        }
        return deepAll('summary[data-open]').length;";
    wait::until(
        &format!("{words:?} under the player"),
        || stage.page.run(mark, vec![json!(words)]),
        |found| *found == json!(1),
    )
    .await?;
    stage.page.click("summary[data-open]").await?;
    stage
        .page
        .wait_until(
            "it to be open",
            &format!("return deepAll('details[open] > summary').some((one) => one.textContent.includes({words:?}));"),
        )
        .await
}

/// The words of the lines that can be seen.
const LINES: &str = "
    return deepAll('details[open] ol.video-lines li').filter(isDrawn).map((line) =>
      [...line.querySelectorAll('a > span:not(.video-time)')].map((part) => part.textContent.trim()).join(' '));";

const PAUSED: &str = "return deepAll('.video-box video')[0].paused;";

async fn marked(stage: &Stage, words: &str) -> Result<()> {
    wait::until(
        &format!("the line {words:?} to be marked"),
        || {
            stage.page.run(
                "return deepAll('ol.video-lines [aria-current=true]').map((line) => line.textContent);",
                Vec::new(),
            )
        },
        |seen| {
            seen.as_array().is_some_and(|lines| {
                lines.len() == 1 && lines[0].as_str().is_some_and(|line| line.ends_with(words))
            })
        },
    )
    .await
    .map(drop)
}

/// A selector for the menu of captions.
async fn captions_menu(stage: &Stage) -> Result<String> {
    stage.page.wait_for_text(".video-tools", "Phụ đề").await?;
    stage
        .page
        .run(
            "deepAll('.video-tools label').find((label) => label.textContent.startsWith('Phụ đề'))
               .querySelector('select').setAttribute('data-captions', '');",
            Vec::new(),
        )
        .await?;
    Ok("select[data-captions]".to_owned())
}

async fn chosen(stage: &Stage, menu: &str, words: &str) -> Result<()> {
    wait::until(
        &format!("{words:?} to be chosen"),
        || {
            stage.page.run(
                "const menu = deepAll(arguments[0])[0]; return menu.options[menu.selectedIndex]?.text ?? '';",
                vec![json!(menu)],
            )
        },
        |seen| *seen == json!(words),
    )
    .await
    .map(drop)
}

async fn said(stage: &Stage, line: &str) -> Result<()> {
    wait::until(
        &format!("the captions to say {line:?}"),
        || stage.page.run("return window.said;", Vec::new()),
        |said: &Value| {
            said.as_array()
                .is_some_and(|lines| lines.iter().any(|said| said == line))
        },
    )
    .await
    .map(drop)
}

async fn showing(stage: &Stage, languages: &Value) -> Result<()> {
    wait::until(
        &format!("captions in {languages} alone"),
        || {
            stage.page.run(
                "return [...deepAll('.video-box video')[0].textTracks]
                   .filter((track) => track.kind === 'captions' && track.mode === 'showing').map((track) => track.language);",
                Vec::new(),
            )
        },
        |seen| seen == languages,
    )
    .await
    .map(drop)
}

/// Presses Tab until the focus is on something that matches, and returns its
/// words. Every stop on the way can be seen.
async fn reach(stage: &Stage, selector: &str) -> Result<String> {
    let mut stops = Vec::new();
    for _ in 0..40 {
        stage.page.press(Key::Tab).await?;
        let stop = stage
            .page
            .run(
                "const stop = deepActive();
                 const box = stop.getBoundingClientRect();
                 const isDrawnSomewhere = stop === document.body || isDrawn(stop);
                 return [stop.matches(arguments[0]), isDrawnSomewhere,
                   stop === document.body || (box.bottom > 0 && box.top < innerHeight),
                   (stop.getAttribute('aria-label') || stop.textContent).trim()];",
                vec![json!(selector)],
            )
            .await?;
        assert!(
            stop[1] == json!(true) && stop[2] == json!(true),
            "the focus cannot be seen: {stop}"
        );
        if stop[0] == json!(true) {
            return Ok(stop[3].as_str().unwrap_or_default().to_owned());
        }
        stops.push(stop);
    }
    anyhow::bail!("forty stops, and none of them is {selector}: {stops:#?}")
}
