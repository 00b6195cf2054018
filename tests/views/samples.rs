//! Things to show.

use super::page::{Mounted, Place};
use readerly::article::{Block, Video, json};
use readerly::browser::dom_tree::PageHtml;
use readerly::browser::host::Host;
use readerly::browser::url::BrowserUrls;
use readerly::view::{ArticleHandle, ArticleView, ArticleViewProps, Language};
use serde_json::{Value, json};

/// Where the articles of these tests come from.
pub const BASE: &str = "https://ward.example/news/market.json";

/// An article as the reader itself would read it from [`BASE`].
#[track_caller]
pub fn article(value: &Value) -> ArticleHandle {
    let html = PageHtml::new(BASE);
    let context = json::Context {
        base: BASE,
        urls: &BrowserUrls,
        html: &html,
    };
    ArticleHandle::new(json::read(&value.to_string(), &context).expect("the sample is an article"))
}

/// An article that holds only these blocks.
#[track_caller]
pub fn of_blocks(body: Value) -> ArticleHandle {
    let article = article(&json!({ "version": 1, "title": "Market", "body": body }));
    assert_eq!(article.warnings(), [], "the sample is faulty");
    article
}

/// The video that this block becomes.
#[track_caller]
pub fn video(value: Value) -> Video {
    let article = of_blocks(json!([value]));
    let Some(Block::Video(video)) = article.body.first() else {
        panic!("the sample is no video")
    };
    video.clone()
}

/// An article on the page, in a language.
pub async fn shown(article: ArticleHandle, language: &str) -> Mounted<ArticleView> {
    Mounted::new(|place: &Place| ArticleViewProps {
        views: article.views,
        language: Language::around(language, Some(&article)),
        article: article.clone(),
        player: Default::default(),
        original: true,
        level: 1,
        is_one_of_several: false,
        host: Host::new(place.host.clone()),
    })
    .await
}
