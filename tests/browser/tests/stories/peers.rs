//! The reader with counters that other people wrote and that really run. They
//! are named by `READERLY_PEERS`, which `cargo xtask peers` sets; without it
//! there is nothing to tell.

use anyhow::{Result, ensure};
use readerly_browser_tests::page::Page;
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;
use readerly_browser_tests::wait;
use serde_json::Value;

use crate::parts::{article_answer, assert_quiet, reader};

#[path = "../../../native/peers/conversation.rs"]
mod conversation;

use conversation::{Peer, VARIABLE, numbers, peers, poll};

stories! { panel_shows_what_the_counter_says [chromium, firefox] }

/// From another origin, so through CORS and, where a format needs a header,
/// through its preflight.
async fn panel_shows_what_the_counter_says(stage: &Stage) -> Result<()> {
    let peers = peers();
    if peers.is_empty() {
        eprintln!("{VARIABLE} names no counter, so none is shown");
    }
    for peer in peers {
        shows_what_it_says(stage, &peer).await?;
    }
    Ok(())
}

async fn shows_what_it_says(stage: &Stage, peer: &Peer) -> Result<()> {
    let address = peer.address.replace('&', "&amp;").replace('"', "&quot;");
    stage
        .site
        .set("/article.json", article_answer("Bài có bộ đếm thật"));
    let attributes = format!(
        "src=\"/article.json\" counter=\"{address}\" counter-format=\"{}\"",
        peer.name
    );
    stage.embed(&reader(&attributes)).await?;
    let page = stage.site.url("/page.html");
    wait::until(
        &format!("the numbers of {} in the panel", peer.name),
        || async {
            let asked = peer.clone();
            let page = page.clone();
            let counts = tokio::task::spawn_blocking(move || poll(&asked, &page))
                .await?
                .map_err(anyhow::Error::msg)?;
            let mut said = numbers(&counts);
            ensure!(!said.is_empty(), "{} says nothing", peer.name);
            said.sort_unstable();
            Ok((shown(&stage.page).await?, said))
        },
        |(shown, said)| shown == said,
    )
    .await?;
    assert_quiet(&stage.page.record().await?);
    Ok(())
}

/// The numbers of the panel, without their separators.
async fn shown(page: &Page) -> Result<Vec<u64>> {
    let texts = page
        .run(
            "return deepAll('section.counter dd').map((value) => value.textContent);",
            Vec::new(),
        )
        .await?;
    let number = |text: &Value| {
        let digits: String = text
            .as_str()?
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    };
    let mut numbers: Vec<u64> = texts
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(number)
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}
