//! Videos that a provider plays: nobody is contacted before the click, and
//! with it one page is loaded, as the owner and the reader would have it.

use anyhow::{Context as _, Result};
use readerly_browser_tests::accessibility;
use readerly_browser_tests::engine::Engine;
use readerly_browser_tests::provider::{Behaviour, DAILYMOTION, PEERTUBE, PLAYERS, VIMEO, YOUTUBE};
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use readerly_browser_tests::{stories, stories_in_every_engine};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::Key;

use crate::parts::{article, assert_quiet};
use crate::players::{
    DAILYMOTION_PAGE, FACADE, FRAME, Player, SPEAKERS, VIMEO_PLAYER, YOUTUBE_PLAYER, article_with,
    facade_arrives, has_credentialless_frames, leave, only_contacted, only_load, open, place_of,
    play, said, serve, set_attribute, show, state, tab_to,
};

stories_in_every_engine! {
    nobody_is_contacted_before_the_click,
    what_the_provider_is_asked_for,
    an_isolated_page,
    the_keyboard_alone,
    without_barriers,
}

stories! {
    a_page_that_sends_no_referrer,
    cookies_of_a_provider,
    nothing_jumps,
    dailymotion_takes_no_orders,
}

const ALL: [(&str, &str, &str); 4] = [
    ("YouTube", YOUTUBE, YOUTUBE_PLAYER.page),
    ("Vimeo", VIMEO, VIMEO_PLAYER.page),
    ("tube.example", PEERTUBE, SPEAKERS[2].page),
    ("Dailymotion", DAILYMOTION, DAILYMOTION_PAGE),
];

async fn nobody_is_contacted_before_the_click(stage: &Stage) -> Result<()> {
    let mut with_videos = article("Bài có bốn phim ở xa");
    with_videos["body"] = ALL
        .iter()
        .map(|(name, _, url)| {
            json!({ "type": "video", "url": url, "title": format!("Phim ở {name}"), "duration": 135, "poster": "/poster.svg" })
        })
        .collect();
    open(stage, &with_videos, "", "", &[]).await?;
    let page = &stage.page;
    page.wait_for_count(FACADE, |count| count == 4).await?;
    page.run(
        "deepAll('.video-player').forEach((player, index) => player.setAttribute('data-nth', index));",
        Vec::new(),
    )
    .await?;
    for (nth, (name, _, url)) in ALL.iter().enumerate() {
        let player = format!("[data-nth='{nth}']");
        let facade = page.find(&format!("{player} {FACADE}")).await?;
        assert_eq!(
            page.accessible_name(&facade).await?,
            format!("Phát video: Phim ở {name}, 2:15, tải từ {name}")
        );
        assert_eq!(page.role(&facade).await?, "button");
        let notice = page.text_of(&format!("{player} .video-notice")).await?;
        assert!(
            notice.contains(&format!("Video này tải từ {name}")),
            "{notice}"
        );
        let links = page
            .run(
                "return deepAll(`${arguments[0]} .video-notice a`)
                   .map((link) => [link.textContent, link.href, link.relList.contains('noopener'), link.relList.contains('noreferrer')]);",
                vec![json!(player)],
            )
            .await?;
        assert_eq!(
            links,
            json!([[format!("Xem trên {name}"), url, true, false]])
        );
        // All that a reader does who does not play.
        page.run(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });",
            vec![facade.to_json()?],
        )
        .await?;
        page.driver()
            .action_chain()
            .move_to_element_center(&facade)
            .perform()
            .await?;
        facade.focus().await?;
    }
    for (attribute, value) in [("theme", "dark"), ("lang", "en"), ("lang", "vi")] {
        set_attribute(stage, attribute, value).await?;
    }
    wait::quiet_time(Duration::from_millis(1500)).await;
    assert_eq!(page.count("iframe").await?, 0);
    let hints = "return deepAll('link').filter((link) => /prefetch|preconnect|preload|prerender/.test(link.rel)
        && !/^http:\\/\\/(127\\.0\\.0\\.1|localhost):/.test(link.href)).map((link) => link.href);";
    assert_eq!(page.run(hints, Vec::new()).await?, json!([]));
    only_contacted(stage, &[]).await?;

    // One click, one page.
    let mut contacted = Vec::new();
    for (nth, (_, host, url)) in ALL.iter().enumerate() {
        page.click(&format!("[data-nth='{nth}'] {FACADE}")).await?;
        said(stage, url, "play").await?;
        contacted.push(*host);
        only_contacted(stage, &contacted).await?;
        only_load(stage, host)?;
    }
    assert_quiet(&page.record().await?);
    Ok(())
}

/// An address, the player's host and path, what its query holds, and whether it
/// is taller than wide.
type Asked = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
    bool,
);

/// What is embedded.
const ADDRESSES: [Asked; 14] = [
    (
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m5s",
        YOUTUBE,
        "/embed/dQw4w9WgXcQ",
        &[
            ("start", "65"),
            ("autoplay", "1"),
            ("enablejsapi", "1"),
            ("playsinline", "1"),
            ("rel", "0"),
            ("hl", "vi"),
        ],
        false,
    ),
    (
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&start=10&end=20",
        YOUTUBE,
        "/embed/dQw4w9WgXcQ",
        &[("start", "10"), ("end", "20")],
        false,
    ),
    (
        "https://youtu.be/dQw4w9WgXcQ?list=PLabc_123-xyz0&t=5",
        YOUTUBE,
        "/embed/dQw4w9WgXcQ",
        &[("list", "PLabc_123-xyz0"), ("start", "5")],
        false,
    ),
    (
        "https://www.youtube.com/playlist?list=PLabc_123-xyz0",
        YOUTUBE,
        "/embed/videoseries",
        &[("list", "PLabc_123-xyz0"), ("enablejsapi", "1")],
        false,
    ),
    (
        "https://www.youtube.com/live/dQw4w9WgXcQ",
        YOUTUBE,
        "/embed/dQw4w9WgXcQ",
        &[("autoplay", "1")],
        false,
    ),
    (
        "https://www.youtube.com/shorts/dQw4w9WgXcQ",
        YOUTUBE,
        "/embed/dQw4w9WgXcQ",
        &[("autoplay", "1")],
        true,
    ),
    (
        "https://vimeo.com/76979871/8272103f6e",
        VIMEO,
        "/video/76979871",
        &[
            ("h", "8272103f6e"),
            ("dnt", "1"),
            ("autoplay", "1"),
            ("texttrack", "vi"),
        ],
        false,
    ),
    (
        "https://vimeo.com/channels/staffpicks/76979871#t=30s",
        VIMEO,
        "/video/76979871",
        &[("dnt", "1"), ("#t", "30s")],
        false,
    ),
    (
        "https://tube.example/w/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=1m2s&stop=80",
        PEERTUBE,
        "/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        &[
            ("p2p", "0"),
            ("api", "1"),
            ("start", "62"),
            ("stop", "80"),
            ("autoplay", "1"),
            ("warningTitle", "0"),
        ],
        false,
    ),
    (
        "https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        PEERTUBE,
        "/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        &[("p2p", "0")],
        false,
    ),
    (
        "https://tube.example/w/p/9c9de5e8-0a1e-484a-b099-e80766180a6d?playlistPosition=3",
        PEERTUBE,
        "/video-playlists/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d",
        &[("p2p", "0"), ("playlistPosition", "3")],
        false,
    ),
    (
        "https://www.dailymotion.com/video/x8mtpzu_mua-o-phuong?start=10",
        DAILYMOTION,
        "/player.html",
        &[
            ("video", "x8mtpzu"),
            ("startTime", "10"),
            ("autoplay", "true"),
        ],
        false,
    ),
    (
        "https://geo.dailymotion.com/player/xm6oz.html?video=x8mtpzu",
        DAILYMOTION,
        "/player/xm6oz.html",
        &[("video", "x8mtpzu")],
        false,
    ),
    (
        "https://dai.ly/x8mtpzu",
        DAILYMOTION,
        "/player.html",
        &[("video", "x8mtpzu")],
        false,
    ),
];

async fn what_the_provider_is_asked_for(stage: &Stage) -> Result<()> {
    show(stage, &article_with(YOUTUBE_PLAYER.video("Phim")), "").await?;
    let page = &stage.page;
    for (url, host, path, parameters, is_portrait) in ADDRESSES {
        let context = || format!("the video {url}");
        set_attribute(stage, "video-title", url).await?;
        set_attribute(stage, "video", url).await?;
        page.wait_for_text(".video-title", url).await?;
        page.wait_for_count(FRAME, |count| count == 0).await?;
        stage.net.forget();
        page.click(FACADE).await.with_context(context)?;
        said(stage, url, "play").await.with_context(context)?;

        let load = only_load(stage, host).with_context(context)?;
        assert_eq!(load.path, path, "{url}");
        assert_eq!(load.method, "GET", "{url}");
        let origin = stage.site.url("/");
        assert_eq!(load.referer.as_deref(), Some(origin.as_str()), "{url}");
        assert_eq!(load.cookie, None, "{url}");
        assert_eq!(load.header("sec-fetch-dest"), Some("iframe"), "{url}");
        // The fragment is sent to nobody; the frame has it.
        let frame = page
            .run(
                "const frame = deepAll('.video-box iframe')[0];
                 const box = deepAll('.video-box')[0].getBoundingClientRect();
                 return { hash: new URL(frame.src).hash.slice(1), policy: frame.referrerPolicy, title: frame.title,
                   allow: frame.getAttribute('allow').split(/[; ]+/).sort(), fullscreen: frame.allowFullscreen,
                   credentialless: frame.hasAttribute('credentialless'), sandbox: frame.hasAttribute('sandbox'),
                   portrait: box.height > box.width };",
                Vec::new(),
            )
            .await?;
        for (name, value) in parameters {
            let (seen, said) = match name.strip_prefix('#') {
                Some(name) => (frame["hash"].as_str(), format!("{name}={value}")),
                None => (load.parameter(name), (*value).to_owned()),
            };
            assert_eq!(seen, Some(said.as_str()), "{name} of {url}: {}", load.query);
        }
        assert_eq!(
            (frame["policy"].as_str(), frame["title"].as_str()),
            (Some("strict-origin-when-cross-origin"), Some(url))
        );
        assert_eq!(
            frame["allow"],
            json!([
                "autoplay",
                "encrypted-media",
                "fullscreen",
                "picture-in-picture"
            ])
        );
        assert_eq!(
            [
                &frame["fullscreen"],
                &frame["credentialless"],
                &frame["sandbox"],
                &frame["portrait"]
            ],
            [
                &json!(true),
                &json!(false),
                &json!(false),
                &json!(is_portrait)
            ],
            "{url}"
        );
        if host == YOUTUBE {
            let page_origin = stage.site.url("").replace(':', "%3A").replace('/', "%2F");
            for name in ["origin", "widget_referrer"] {
                assert_eq!(load.parameter(name), Some(page_origin.as_str()), "{url}");
            }
        }
        // A socket that Chromium opened ahead for the player before may show late.
        let contacted = stage.net.contacted();
        assert!(
            contacted.iter().all(|host| PLAYERS.contains(&&**host)),
            "{url}: {contacted:?}"
        );
        if stage.engine == Engine::Chromium {
            let told = stage
                .net
                .wait_for_told(host, "its load", |told| {
                    told.iter().any(|told| told.what["loaded"].is_object())
                })
                .await?;
            let may = told
                .iter()
                .find_map(|told| told.what["loaded"].get("autoplay"));
            assert_eq!(may, Some(&json!(true)), "{url}: it may not start by itself");
        }
    }
    assert_quiet(&page.record().await?);
    Ok(())
}

async fn a_page_that_sends_no_referrer(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        let with_video = article_with(player.video("Phim"));
        let headers = [("Referrer-Policy", "no-referrer")];
        open(stage, &with_video, "", "", &headers).await?;
        facade_arrives(stage).await?;
        play(stage, &player).await?;
        said(stage, player.page, "play").await?;
        let load = only_load(stage, player.host)?;
        let origin = stage.site.url("/");
        assert_eq!(load.referer.as_deref(), Some(origin.as_str()));
        assert_quiet(&stage.page.record().await?);
    }
    Ok(())
}

async fn cookies_of_a_provider(stage: &Stage) -> Result<()> {
    stage.net.set(YOUTUBE, Behaviour::WithCookie);
    for _ in 0..2 {
        show(stage, &article_with(YOUTUBE_PLAYER.video("Phim")), "").await?;
        play(stage, &YOUTUBE_PLAYER).await?;
        stage.page.open("about:blank").await?;
    }
    let cookies: Vec<Option<String>> = stage
        .net
        .loads(YOUTUBE)
        .into_iter()
        .map(|load| load.cookie)
        .collect();
    // Whether a frame gets back what it has set is between the browser and its
    // user: the reader adds nothing to it, and takes nothing away.
    let kept = (stage.engine == Engine::Firefox).then(|| "visitor=1".to_owned());
    // WebKit may show the second page out of its cache.
    assert!(
        cookies.first() == Some(&None) && cookies.iter().skip(1).all(|cookie| *cookie == kept),
        "{cookies:?}"
    );
    assert!(stage.engine == Engine::WebKit || cookies.len() == 2);
    Ok(())
}

async fn an_isolated_page(stage: &Stage) -> Result<()> {
    let headers = [
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
    ];
    for player in SPEAKERS {
        let with_video = article_with(player.video("Phim"));
        open(stage, &with_video, "", "", &headers).await?;
        facade_arrives(stage).await?;
        let isolated = stage
            .page
            .run("return crossOriginIsolated;", Vec::new())
            .await?;
        assert_eq!(isolated, json!(true));
        if has_credentialless_frames(stage.engine) {
            stage.net.set(player.host, Behaviour::WithCookie);
            play(stage, &player).await?;
            said(stage, player.page, "play").await?;
            let told = stage
                .net
                .wait_for_told(player.host, "its load", |told| {
                    told.iter().any(|told| told.what["loaded"].is_object())
                })
                .await?;
            let credentialless = told
                .iter()
                .find_map(|told| told.what["loaded"].get("credentialless"));
            assert_eq!(credentialless, Some(&json!(true)));
            let load = only_load(stage, player.host)?;
            let origin = stage.site.url("/");
            assert_eq!(load.referer.as_deref(), Some(origin.as_str()));
            assert_quiet(&stage.page.record().await?);
            continue;
        }
        stage.page.click(FACADE).await?;
        let sentence = format!(
            "Trình duyệt này không mở được {} trong trang này.",
            player.name
        );
        let words = stage.page.wait_for_text(".video-failed", &sentence).await?;
        assert!(
            words.contains(&format!("Xem trên {}", player.name)),
            "{words}"
        );
        said(stage, player.page, "error").await?;
        assert_eq!(stage.page.count("iframe").await?, 0);
        let warnings = stage.page.record().await?;
        let warnings = warnings.lines("warn");
        assert_eq!(warnings.len(), 1, "{warnings:#?}");
        assert!(
            warnings[0].contains("Cross-Origin-Embedder-Policy"),
            "{warnings:#?}"
        );
        only_contacted(stage, &[]).await?;
    }
    Ok(())
}

async fn the_keyboard_alone(stage: &Stage) -> Result<()> {
    for (player, key) in [
        (YOUTUBE_PLAYER, Key::Enter),
        (VIMEO_PLAYER, Key::Space),
        (SPEAKERS[2], Key::Enter),
    ] {
        show(stage, &article_with(player.video("Phim")), "").await?;
        tab_to(stage, FACADE).await?;
        only_contacted(stage, &[]).await?;
        let top = stage.page.run("return scrollY;", Vec::new()).await?;
        stage.page.press(key).await?;
        state(stage, player.host, "playing").await?;
        said(stage, player.page, "play").await?;
        stage
            .page
            .wait_until(
                "the focus to be in the frame",
                "return deepActive()?.localName === 'iframe';",
            )
            .await?;
        assert_eq!(
            stage.page.run("return scrollY;", Vec::new()).await?,
            top,
            "the key scrolled the page too"
        );
        let driver = stage.page.driver();
        let url = driver.current_url().await?;
        assert_eq!(url.as_str(), stage.site.url("/page.html"));
        assert_eq!(
            driver.windows().await?.len(),
            1,
            "it was opened as a link too"
        );
        only_load(stage, player.host)?;
        leave(stage).await?;
    }
    Ok(())
}

async fn nothing_jumps(stage: &Stage) -> Result<()> {
    for player in SPEAKERS {
        // Without an article of the page's own, whose place it would take.
        serve(stage, &article_with(player.video_with_lines("Phim")));
        stage
            .embed("<readerly-article src=\"/article.json\"></readerly-article>")
            .await?;
        facade_arrives(stage).await?;
        let parts = [".video-box", ".video-title", "details.video-text"];
        stage
            .page
            .wait_for_count("details.video-text", |count| count == 1)
            .await?;
        let mut before = Vec::new();
        for part in parts {
            before.push(place_of(stage, part).await?);
        }
        // The article's own arrival is not what this is about; that of the player
        // is, which is sent for from now on.
        let since = stage
            .page
            .run("return performance.now();", Vec::new())
            .await?;
        tab_to(stage, FACADE).await?;
        stage.page.press(Key::Enter).await?;
        state(stage, player.host, "playing").await?;
        said(stage, player.page, "play").await?;
        assert_eq!(place_of(stage, parts[0]).await?, before[0]);
        assert_eq!(place_of(stage, parts[1]).await?, before[1]);
        assert_eq!(place_of(stage, FRAME).await?, before[0]);
        if stage.engine == Engine::Chromium {
            // The row of tools comes on the press itself, which allows for it.
            wait::quiet_time(Duration::from_millis(700)).await;
            let record = stage.page.record().await?;
            let shifts: Vec<&Value> = record
                .layout_shifts
                .iter()
                .filter(|shift| {
                    shift["recentInput"] != true && shift["at"].as_f64() > since.as_f64()
                })
                .collect();
            assert!(shifts.is_empty(), "{shifts:#?}");
        }
        leave(stage).await?;
    }
    Ok(())
}

async fn without_barriers(stage: &Stage) -> Result<()> {
    let no_violation = async |what: &str| -> Result<()> {
        let found = accessibility::violations(&stage.page).await?;
        anyhow::ensure!(found.is_empty(), "{what}: {found:#?}");
        Ok(())
    };
    let with_video = article_with(YOUTUBE_PLAYER.video_with_lines("Phim"));
    for theme in ["light", "dark"] {
        let attributes = format!("theme=\"{theme}\"");
        stage.net.set(YOUTUBE, Behaviour::Speaks);
        show(stage, &with_video, &attributes).await?;
        no_violation(&format!("the facade, {theme}")).await?;
        play(stage, &YOUTUBE_PLAYER).await?;
        said(stage, YOUTUBE_PLAYER.page, "play").await?;
        no_violation(&format!("the player, {theme}")).await?;

        stage.net.set(YOUTUBE, Behaviour::Error(150));
        leave(stage).await?;
        show(stage, &with_video, &attributes).await?;
        stage.page.click(FACADE).await?;
        said(stage, YOUTUBE_PLAYER.page, "error").await?;
        stage.page.wait_for_text(".video-failed", "Thử lại").await?;
        no_violation(&format!("a failure, {theme}")).await?;

        let attributes = format!("{attributes} consent=\"external\"");
        show(stage, &with_video, &attributes).await?;
        stage.page.click(FACADE).await?;
        crate::players::consents(stage, &[["youtube", "asked"]]).await?;
        no_violation(&format!("the consent manager is asked, {theme}")).await?;
    }
    Ok(())
}

async fn dailymotion_takes_no_orders(stage: &Stage) -> Result<()> {
    let player = Player {
        page: DAILYMOTION_PAGE,
        ..YOUTUBE_PLAYER
    };
    let mut with_video = article_with(player.video_with_lines("Phim"));
    with_video["body"] = json!([crate::film::paragraph_with_link("#t=20", "xem 0:20")]);
    show(stage, &with_video, "").await?;
    // Where it begins is in its address, so that a link can decide that much.
    stage.page.click("article a[href='#t=20']").await?;
    stage
        .page
        .wait_until(
            "the focus on the button",
            "return deepActive()?.matches('.facade') === true;",
        )
        .await?;
    stage.page.press(Key::Enter).await?;
    said(stage, DAILYMOTION_PAGE, "play").await?;
    let load = only_load(stage, DAILYMOTION)?;
    assert_eq!(load.parameter("startTime"), Some("20"));
    assert_eq!(
        stage.page.count(".video-tools select").await?,
        0,
        "a menu of speeds that nobody hears"
    );
    wait::quiet_time(Duration::from_millis(1500)).await;
    assert_eq!(
        stage.page.count(".video-failed").await?,
        0,
        "it need not speak"
    );
    assert_eq!(stage.net.contacted(), [DAILYMOTION]);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}
