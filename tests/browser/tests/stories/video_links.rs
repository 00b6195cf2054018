//! Links to a moment of a film, in the article and in the page's address.

use anyhow::Result;
use readerly_browser_tests::origin::Answer;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::{Value, json};
use std::time::Duration;

use crate::film::{
    FILM, article_with, film, long_text, paragraph_with_link, play, player_arrives, press_play,
    runs, seconds, serve_films, show, shows,
};
use crate::parts::{assert_quiet, reader};

stories! {
    a_link_in_the_text,
    every_way_to_write_a_moment,
    a_link_to_the_very_film,
    links_that_are_none,
    the_pages_own_address,
    the_players_of_the_text,
    the_slot_goes_before_the_text,
    two_readers_two_films,
}

async fn a_link_in_the_text(stage: &Stage) -> Result<()> {
    let mut with_film = article_with(json!([film("Phim")]));
    let mut body = long_text(8);
    body.push(paragraph_with_link("#t=45", "xem 0:45"));
    with_film["body"] = json!(body);
    show(stage, &with_film, "").await?;
    wait::quiet_time(Duration::from_millis(500)).await;
    assert_eq!(stage.site.count(FILM), 0, "nobody has clicked yet");
    stage.page.click("article a[href='#t=45']").await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "blue").await?;
    stage
        .page
        .wait_until(
            "the player where it can be seen",
            "const box = deepAll('.video-box')[0].getBoundingClientRect();
             return box.top >= -1 && box.bottom <= innerHeight + 1;",
        )
        .await?;
    let address = stage.page.driver().current_url().await?;
    assert_eq!(address.fragment(), None);
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn every_way_to_write_a_moment(stage: &Stage) -> Result<()> {
    let ways = [
        ("#t=45", "blue"),
        ("#t=0:25", "green"),
        ("#t=0m45s", "blue"),
        ("#t=5s", "red"),
        ("#t=00:00:25", "green"),
        ("#t=npt:45", "blue"),
        ("#t=25,30", "green"),
    ];
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = ways
        .iter()
        .map(|(way, _)| paragraph_with_link(way, way))
        .collect();
    show(stage, &with_film, "").await?;
    for (way, colour) in ways {
        stage
            .page
            .click(&format!("article a[href='{way}']"))
            .await?;
        shows(stage, ".video-box video", colour)
            .await
            .map_err(|error| error.context(format!("after the link {way}")))?;
    }
    Ok(())
}

async fn a_link_to_the_very_film(stage: &Stage) -> Result<()> {
    let mut with_film = article_with(json!([film("Phim")]));
    let same = format!("{FILM}#t=45");
    with_film["body"] = json!([
        paragraph_with_link("#t=5", "xem 0:05"),
        paragraph_with_link(&same, "phút sau"),
        paragraph_with_link("/film/thirds.webm#t=45", "phim khác"),
    ]);
    show(stage, &with_film, "").await?;
    stage
        .page
        .wait_for_count("[data-player]", |count| count == 1)
        .await?;
    stage
        .page
        .click(&format!("article a[href$='{same}']"))
        .await?;
    runs(stage).await?;
    shows(stage, ".video-box video", "blue").await?;
    // Another film is an ordinary link: it leads there.
    stage
        .page
        .click("article a[href$='/film/thirds.webm#t=45']")
        .await?;
    wait::until_true("the other film's own request", || async {
        Ok(stage.site.count("/film/thirds.webm") > 0)
    })
    .await?;
    Ok(())
}

async fn links_that_are_none(stage: &Stage) -> Result<()> {
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = json!([
        paragraph_with_link("#t=", "không có số"),
        paragraph_with_link("#t=-5", "số âm"),
        paragraph_with_link("#tam", "không phải giây"),
        paragraph_with_link("#t=45", "xem 0:45"),
    ]);
    show(stage, &with_film, "").await?;
    for none in ["#t=", "#t=-5", "#tam"] {
        stage
            .page
            .click(&format!("article a[href='{none}']"))
            .await?;
    }
    wait::quiet_time(Duration::from_millis(600)).await;
    assert_eq!(stage.site.count(FILM), 0, "a link without a moment plays");
    // The positive control.
    stage.page.click("article a[href='#t=45']").await?;
    shows(stage, ".video-box video", "blue").await
}

async fn the_pages_own_address(stage: &Stage) -> Result<()> {
    serve_films(stage);
    stage.site.set(
        "/article.json",
        Answer::json(article_with(json!([film("Phim")])).to_string()),
    );
    let script = format!(
        "<script async src=\"{}\"></script>",
        stage.cdn.url("/readerly.js")
    );
    let html = readerly_browser_tests::host_page::html(&script, &reader("src=\"/article.json\""));
    stage.site.set("/page.html", Answer::html(html));
    stage.page.open(&stage.site.url("/page.html#t=25")).await?;
    player_arrives(stage).await?;
    wait::quiet_time(Duration::from_millis(800)).await;
    assert_eq!(
        stage
            .page
            .run("return deepAll('.video-box video')[0].paused;", Vec::new())
            .await?,
        json!(true),
        "an address must not begin to play"
    );
    assert_eq!(stage.site.count(FILM), 0, "nobody has pressed play");
    play(stage).await?;
    shows(stage, ".video-box video", "green").await?;
    assert!(seconds(stage).await? >= 25.0);
    // The address changes under the reader's hands.
    stage
        .page
        .run("location.hash = '#t=45';", Vec::new())
        .await?;
    shows(stage, ".video-box video", "blue").await
}

async fn the_players_of_the_text(stage: &Stage) -> Result<()> {
    let mut with_films = article_with(Value::Null);
    let block = |title: &str| {
        let mut block = film(title);
        block["type"] = json!("video");
        block
    };
    with_films["body"] = json!([
        paragraph_with_link("#t=5", "trước cả hai"),
        block("Phim một"),
        paragraph_with_link("#t=45", "sau phim một"),
        block("Phim hai"),
        paragraph_with_link("#t=25", "sau phim hai"),
    ]);
    show(stage, &with_films, "").await?;
    stage
        .page
        .wait_for_count("article .video-box video", |count| count == 2)
        .await?;
    // Each link means the film that stands before it; one before all of them
    // means the first.
    stage.page.click("article a[href='#t=45']").await?;
    playing(stage, &json!(["blue", "still"])).await?;
    stage.page.click("article a[href='#t=25']").await?;
    playing(stage, &json!(["still", "green"])).await?;
    stage.page.click("article a[href='#t=5']").await?;
    playing(stage, &json!(["red", "still"])).await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

async fn the_slot_goes_before_the_text(stage: &Stage) -> Result<()> {
    let mut with_films = article_with(json!([film("Phim của bài")]));
    let mut block = film("Phim trong bài");
    block["type"] = json!("video");
    with_films["body"] = json!(["Đoạn.", block, paragraph_with_link("#t=45", "xem 0:45")]);
    show(stage, &with_films, "").await?;
    stage
        .page
        .wait_for_count(".video-box video", |count| count == 2)
        .await?;
    stage.page.click("article a[href='#t=45']").await?;
    shows(stage, "section.video video", "blue").await?;
    let in_text = stage
        .page
        .run("return deepAll('article video')[0].paused;", Vec::new())
        .await?;
    assert_eq!(in_text, json!(true));
    Ok(())
}

async fn two_readers_two_films(stage: &Stage) -> Result<()> {
    serve_films(stage);
    let mut with_film = article_with(json!([film("Phim")]));
    with_film["body"] = json!([paragraph_with_link("#t=45", "xem 0:45")]);
    stage
        .site
        .set("/article.json", Answer::json(with_film.to_string()));
    let one = |id: &str| {
        format!(
            "<readerly-article id=\"{id}\" src=\"/article.json\" loading=\"eager\"></readerly-article>"
        )
    };
    stage.embed(&[one("first"), one("second")].concat()).await?;
    stage
        .page
        .wait_for_count(".video-box video", |count| count == 2)
        .await?;
    stage
        .page
        .run(
            "deepAll('#second')[0].shadowRoot.querySelector('article a[href]').setAttribute('data-second', '');",
            Vec::new(),
        )
        .await?;
    stage.page.click("a[data-second]").await?;
    playing(stage, &json!(["still", "blue"])).await?;
    press_play(stage, ".video-box video").await?;
    playing(stage, &json!(["red", "still"])).await
}

/// What the films of the page show: their colours, `still` for those that do
/// not play.
async fn playing(stage: &Stage, expected: &Value) -> Result<()> {
    wait::until(
        &format!("the films to be {expected}"),
        || {
            stage.page.run(
                "return deepAll('.video-box video').map((film) => {
                   if (film.paused || film.readyState < 2) return 'still';
                   const canvas = document.createElement('canvas');
                   canvas.width = canvas.height = 1;
                   const brush = canvas.getContext('2d');
                   brush.drawImage(film, 0, 0, 1, 1);
                   const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
                   const most = Math.max(red, green, blue);
                   return most < 60 ? 'black' : most === red ? 'red' : most === green ? 'green' : 'blue';
                 });",
                Vec::new(),
            )
        },
        |seen| seen == expected,
    )
    .await
    .map(drop)
}
