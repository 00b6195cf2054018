//! The stub providers themselves: what the stories of the video slot rely on,
//! shown on bare pages without a reader.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::provider::{Act, Behaviour, FORGER, PEERTUBE, PLAYERS, VIMEO, YOUTUBE};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};

stories! {
    youtube_speaks,
    vimeo_speaks,
    peertube_speaks,
    everybody_else_is_refused,
    a_host_behaves_as_it_is_told,
    forgers_are_heard_by_a_page_that_does_not_check,
    files_are_answered_by_ranges,
}

/// A page that talks to the frame as a reader does: the greeting until there is
/// an answer, then whatever the story says. It keeps all messages.
const TALK: &str = r#"<script>
    window.heard = [];
    const frame = () => document.querySelector("iframe");
    window.say = (message) => frame().contentWindow.postMessage(JSON.stringify(message), ORIGIN);
    addEventListener("message", (event) => heard.push({
        right: event.source === frame().contentWindow && event.origin === ORIGIN,
        origin: event.origin,
        message: JSON.parse(event.data),
    }));
    const greeting = setInterval(() => {
        if (heard.some(({ right }) => right)) {
            clearInterval(greeting);
        } else {
            GREETING.forEach(say);
        }
    }, 250);
</script>"#;

const YOUTUBE_GREETING: &str = r#"[
    { event: "listening", id: 1, channel: "widget" },
    { event: "command", func: "addEventListener", args: ["onError"], id: 1, channel: "widget" },
    { event: "command", func: "addEventListener", args: ["onStateChange"], id: 1, channel: "widget" },
]"#;

async fn youtube_speaks(stage: &Stage) -> Result<()> {
    assert!(stage.net.connections().is_empty());
    let address = format!(
        "https://{YOUTUBE}/embed/AAAAAAAAAAA?enablejsapi=1&start=7&autoplay=1&origin={}",
        stage.site.url("")
    );
    talk(stage, YOUTUBE, &address, YOUTUBE_GREETING).await?;
    heard(
        stage,
        "the time of a running video",
        "message.event === 'infoDelivery' && message.info.currentTime > 7.2",
    )
    .await?;

    let loads = stage.net.loads(YOUTUBE);
    assert_eq!(loads.len(), 1, "{loads:?}");
    assert_eq!(loads[0].path, "/embed/AAAAAAAAAAA");
    assert_eq!(loads[0].parameter("start"), Some("7"));
    assert_eq!(
        loads[0].referer.as_deref(),
        Some(stage.site.url("/").as_str())
    );
    assert_eq!(loads[0].cookie, None);
    assert!(loads[0].user_agent.is_some());
    assert_eq!(stage.net.contacted(), [YOUTUBE]);

    say(
        stage,
        "say({ event: 'command', func: 'pauseVideo', args: [], id: 1, channel: 'widget' });",
    )
    .await?;
    heard(
        stage,
        "the pause",
        "message.event === 'onStateChange' && message.info === 2",
    )
    .await?;
    say(
        stage,
        "say({ event: 'command', func: 'seekTo', args: [30.5, true], id: 1, channel: 'widget' });",
    )
    .await?;
    let value = stage.net.wait_for_command(YOUTUBE, "seekTo").await?;
    assert_eq!(value, json!([30.5, true]));
    assert_eq!(
        stage.net.commands(YOUTUBE),
        [json!(["pauseVideo", []]), json!(["seekTo", [30.5, true]])]
    );

    // Another window of the page, and of another origin, is not obeyed.
    stage.site.set(
        "/intruder.html",
        Answer::html("<script>parent.frames[0].postMessage('{\"event\":\"command\",\"func\":\"playVideo\"}', '*');</script>"),
    );
    let intruder = format!(
        "const frame = document.createElement('iframe'); frame.src = '{}'; document.body.append(frame);",
        stage.site.other_name("/intruder.html")
    );
    say(stage, &intruder).await?;
    let told = stage
        .net
        .wait_for_told(YOUTUBE, "the intruder to be refused", |told| {
            told.iter().any(|told| told.what["refused"].is_string())
        })
        .await?;
    let refused = told.iter().find(|told| told.what["refused"].is_string());
    assert_eq!(
        refused.map(|told| told.what["refused"].clone()),
        Some(json!(stage.site.other_name("")))
    );

    stage.net.act(YOUTUBE, &Act::End);
    heard(
        stage,
        "the end",
        "message.event === 'onStateChange' && message.info === 0",
    )
    .await?;
    stage.net.act(YOUTUBE, &Act::Error(150));
    heard(
        stage,
        "the error",
        "message.event === 'onError' && message.info === 150",
    )
    .await?;
    assert_eq!(stage.net.loads(YOUTUBE).len(), 1);
    Ok(())
}

async fn vimeo_speaks(stage: &Stage) -> Result<()> {
    let address = format!("https://{VIMEO}/video/76979871?dnt=1#t=30s");
    talk(stage, VIMEO, &address, "[{ method: 'ping' }]").await?;
    heard(
        stage,
        "an answer",
        "message.event === 'ready' || message.method === 'ping'",
    )
    .await?;
    say(
        stage,
        "say({ method: 'addEventListener', value: 'play' });
         say({ method: 'addEventListener', value: 'timeupdate' });
         say({ method: 'play' });",
    )
    .await?;
    heard(
        stage,
        "the start",
        "message.event === 'play' && message.data.seconds >= 30",
    )
    .await?;
    heard(
        stage,
        "the time",
        "message.event === 'timeupdate' && message.data.duration === 600",
    )
    .await?;
    stage.net.wait_for_command(VIMEO, "play").await?;
    assert_eq!(stage.net.commands(VIMEO), [json!(["play", null])]);
    Ok(())
}

async fn peertube_speaks(stage: &Stage) -> Result<()> {
    let address = format!("https://{PEERTUBE}/videos/embed/abc?api=1&start=1m2s");
    let greeting = "[{ method: 'peertube::__ready', params: 'ping' }]";
    talk(stage, PEERTUBE, &address, greeting).await?;
    heard(
        stage,
        "the handshake",
        "message.method === 'peertube::__ready'",
    )
    .await?;
    // A channel takes the first of pings and pongs that it gets, and no other.
    let pong = "say({ method: 'peertube::__ready', params: 'pong' });";
    say(stage, pong).await?;
    heard(
        stage,
        "its readiness",
        "message.method === 'peertube::ready'",
    )
    .await?;
    say(
        stage,
        "say({ id: 2, method: 'peertube::seek', params: 12.5 });
         say({ id: 3, method: 'peertube::play' });",
    )
    .await?;
    heard(stage, "the answer", "message.id === 3").await?;
    heard(
        stage,
        "the time",
        "message.method === 'peertube::playbackStatusUpdate' && message.params.position > 12.5",
    )
    .await?;
    stage.net.wait_for_command(PEERTUBE, "play").await?;
    assert_eq!(
        stage.net.commands(PEERTUBE),
        [json!(["seek", 12.5]), json!(["play", null])]
    );
    Ok(())
}

async fn everybody_else_is_refused(stage: &Stage) -> Result<()> {
    stage
        .show(
            "",
            r#"<img src="https://unknown.example.com/x.png?secure" alt="">
               <img src="http://plain.example.com/x.png?plain" alt="">"#,
        )
        .await?;
    wait::until_true("both requests", || async {
        Ok(stage.net.contacted().len() >= 2)
    })
    .await?;
    let connections = stage.net.connections();
    assert!(connections.iter().all(|connection| !connection.admitted));
    let mut targets: Vec<&str> = connections
        .iter()
        .map(|connection| connection.target.as_str())
        .collect();
    targets.sort_unstable();
    targets.dedup();
    assert_eq!(
        targets,
        [
            "http://plain.example.com/x.png?plain",
            "unknown.example.com:443"
        ]
    );
    assert!(stage.net.requests().is_empty());
    stage.net.forget();
    assert!(stage.net.contacted().is_empty());
    Ok(())
}

async fn a_host_behaves_as_it_is_told(stage: &Stage) -> Result<()> {
    let frames: String = PLAYERS
        .iter()
        .zip([
            "/embed/A",
            "/video/1",
            "/player.html?video=a",
            "/videos/embed/a",
        ])
        .map(|(host, path)| format!(r#"<iframe src="https://{host}{path}"></iframe>"#))
        .collect();
    let net = &stage.net;
    net.set(YOUTUBE, Behaviour::Refuses);
    net.set(VIMEO, Behaviour::Status(404));
    net.set(PEERTUBE, Behaviour::WithCookie);
    net.serve(
        "films.example",
        "/a.png",
        Answer::file("not a picture", "image/png"),
    );
    stage
        .show(
            "",
            &format!(r#"{frames}<img src="https://films.example/a.png" alt="">"#),
        )
        .await?;
    wait::until_true("all of them", || async { Ok(net.contacted().len() == 5) }).await?;
    net.wait_for_told(PEERTUBE, "the load", |told| !told.is_empty())
        .await?;
    let youtube = net
        .connections()
        .into_iter()
        .find(|one| one.host == YOUTUBE);
    assert!(youtube.is_some_and(|connection| !connection.admitted));
    wait::until_true("the requests", || async { Ok(net.requests().len() == 4) }).await?;
    for host in PLAYERS {
        assert_eq!(
            net.loads(host).len(),
            usize::from(host != YOUTUBE),
            "{host}"
        );
    }

    // The engines differ in what they keep for a frame of another site; the
    // player's own page gets its cookie back in all of them.
    stage
        .page
        .open(&format!("https://{PEERTUBE}/videos/embed/a"))
        .await?;
    stage
        .page
        .open(&format!("https://{PEERTUBE}/videos/embed/b"))
        .await?;
    let loads = net.loads(PEERTUBE);
    let last = loads.last().and_then(|load| load.cookie.as_deref());
    assert_eq!(last, Some("visitor=1"));
    Ok(())
}

async fn forgers_are_heard_by_a_page_that_does_not_check(stage: &Stage) -> Result<()> {
    stage.net.set(YOUTUBE, Behaviour::WithForgers);
    let address = format!("https://{YOUTUBE}/embed/AAAAAAAAAAA?enablejsapi=1");
    talk(stage, YOUTUBE, &address, YOUTUBE_GREETING).await?;
    for origin in [YOUTUBE, FORGER] {
        heard_anywhere(
            stage,
            "a forged message",
            &format!(
                "!right && origin === 'https://{origin}' && message.info?.currentTime === 4242"
            ),
        )
        .await?;
    }
    heard(stage, "the true player", "message.event === 'onReady'").await?;

    stage.net.set(YOUTUBE, Behaviour::Speaks);
    talk(stage, YOUTUBE, &address, YOUTUBE_GREETING).await?;
    heard(stage, "the true player", "message.event === 'onReady'").await?;
    stage.net.act(YOUTUBE, &Act::Leave);
    heard_anywhere(
        stage,
        "a message from where the frame went",
        &format!("origin === 'https://{FORGER}'"),
    )
    .await
}

async fn files_are_answered_by_ranges(stage: &Stage) -> Result<()> {
    let bytes: Vec<u8> = (0..100).collect();
    stage
        .site
        .set("/film", Answer::file(bytes.clone(), "video/webm"));
    stage
        .net
        .serve("films.example", "/film", Answer::file(bytes, "video/webm"));
    stage.show("", "<p>Ranges</p>").await?;
    for address in [
        stage.site.url("/film"),
        "https://films.example/film".to_owned(),
    ] {
        let seen = stage
            .page
            .run(
                "return (async () => {
                    const seen = [];
                    for (const range of [undefined, 'bytes=10-19', 'bytes=100-']) {
                        const answer = await fetch(arguments[0], range ? { headers: { Range: range } } : {});
                        seen.push([answer.status, (await answer.arrayBuffer()).byteLength]);
                    }
                    return seen;
                })();",
                vec![json!(address)],
            )
            .await?;
        assert_eq!(seen, json!([[200, 100], [206, 10], [416, 0]]), "{address}");
    }
    let log: Vec<(Option<String>, Option<u16>)> = stage
        .site
        .requests("/film")
        .iter()
        .filter(|request| request.method == "GET")
        .map(|request| (request.range().map(str::to_owned), request.status()))
        .collect();
    assert_eq!(
        log,
        [
            (None, Some(200)),
            (Some("bytes=10-19".to_owned()), Some(206)),
            (Some("bytes=100-".to_owned()), Some(416)),
        ]
    );
    Ok(())
}

/// A page with this player, which greets it.
async fn talk(stage: &Stage, host: &str, address: &str, greeting: &str) -> Result<()> {
    let script = TALK
        .replace("ORIGIN", &format!("'https://{host}'"))
        .replace("GREETING", greeting);
    let frame = format!(
        r#"<iframe referrerpolicy="strict-origin-when-cross-origin" allow="autoplay" src="{address}"></iframe>"#
    );
    stage.show(&script, &frame).await
}

async fn say(stage: &Stage, script: &str) -> Result<Value> {
    stage.page.run(script, Vec::new()).await
}

/// Waits for a message of the player itself.
async fn heard(stage: &Stage, what: &str, condition: &str) -> Result<()> {
    heard_anywhere(stage, what, &format!("right && ({condition})")).await
}

async fn heard_anywhere(stage: &Stage, what: &str, condition: &str) -> Result<()> {
    let script = format!("return heard.some(({{ right, origin, message }}) => {condition});");
    stage.page.wait_until(what, &script).await
}
