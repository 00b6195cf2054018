//! The article: headline, lead, picture, text, byline.

use super::blocks::{self, Scope};
use super::element::{element, list, text};
use super::inlines;
use super::language::Language;
use super::position::Position;
use crate::article::{Article, Author, Timestamp, Warning};
use crate::browser::anchors;
use crate::browser::host::Host;
use crate::locale;
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Component, Context, Html, NodeRef, Properties};

/// An article as a property: two are equal when they are the same reading, so
/// that comparing costs nothing however long the article is.
#[derive(Clone, Debug)]
pub struct ArticleHandle(Rc<(Article, Vec<Warning>)>);

impl ArticleHandle {
    /// Keeps what a source was read into.
    pub fn new((article, warnings): (Article, Vec<Warning>)) -> Self {
        Self(Rc::new((article, warnings)))
    }

    /// What was left out or repaired while it was read.
    pub fn warnings(&self) -> &[Warning] {
        &self.0.1
    }
}

impl Deref for ArticleHandle {
    type Target = Article;

    fn deref(&self) -> &Article {
        &self.0.0
    }
}

impl PartialEq for ArticleHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`ArticleView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ArticleViewProps {
    /// What to show.
    pub article: ArticleHandle,
    /// Words, numbers and dates around it.
    pub language: Language,
    /// The element that events are dispatched on.
    pub host: Host,
}

/// Shows one article. It is a component so that it is rendered when the
/// article or the language changes, and at no other time.
#[derive(Debug)]
pub struct ArticleView {
    node: NodeRef,
    position: Option<(ArticleHandle, Position)>,
}

impl Component for ArticleView {
    type Message = ();
    type Properties = ArticleViewProps;

    fn create(_context: &Context<Self>) -> Self {
        Self { node: NodeRef::default(), position: None }
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let ArticleViewProps { article, language, host } = context.props();
        // Here and not in `rendered`: Yew puts this view into the page in the
        // same step, but may let the browser paint before `rendered`, and a
        // reader would see two articles.
        host.show_fallback(false);
        let scope = Scope::new(&article.body, language, host);
        let mut whole = element("article")
            .referred_by(&self.node)
            .maybe("lang", article.lang.as_deref())
            .maybe("dir", article.dir.map(|dir| dir.as_attribute()))
            .on(ListenerKind::onclick, Callback::from(follow_fragment))
            .child(header(article, language));
        if !article.title.is_empty() {
            whole = whole.with("aria-labelledby", "title");
        }
        if !article.lead.is_empty() {
            let lead = element("p").with("class", "lead").with("part", "lead");
            whole = whole.child(lead.child(inlines::render(&article.lead, &scope)).done());
        }
        if let Some(figure) = &article.image {
            whole = whole.child(blocks::main_picture(figure, &scope));
        }
        let body = element("div").with("class", "body").with("part", "body");
        whole
            .child(body.child(blocks::render(&article.body, &scope)).done())
            .child_if(blocks::notes(&scope))
            .child_if(byline(&article.authors))
            .child_if(tags(&article.tags))
            .done()
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        let ArticleViewProps { article, host, .. } = context.props();
        if self.position.as_ref().is_some_and(|(known, _)| known == article) {
            return;
        }
        if let Some(element) = self.node.cast::<web_sys::Element>() {
            self.position = Some((article.clone(), Position::follow(element, host.clone())));
        }
    }
}

/// Links within the article are followed by hand: a browser looks for their
/// targets outside the shadow root only.
fn follow_fragment(event: web_sys::Event) {
    let Some(fragment) = event.dyn_ref().and_then(anchors::fragment_of_click) else { return };
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(target) = target
        && anchors::jump(&target, &fragment)
    {
        event.prevent_default();
        anchors::set_page_fragment(&fragment);
    }
}

fn header(article: &Article, language: &Language) -> Html {
    let mut header = element("header");
    if let Some(kicker) = &article.kicker {
        header = header.child(element("p").with("class", "kicker").with("part", "kicker").text(kicker).done());
    }
    if !article.title.is_empty() {
        let title = element("h1").with("class", "title").with("part", "title").with("id", "title");
        header = header.child(title.text(&article.title).done());
    }
    let mut facts = Vec::new();
    if let Some(published) = &article.published {
        facts.push(element("span").with("class", "published").child(date(published, language)).done());
    }
    if let Some(modified) = &article.modified {
        // The template's one place, "{date}", becomes an element.
        let (before, rest) = language.words.updated.split_once('{').unwrap_or_default();
        let (_, after) = rest.split_once('}').unwrap_or_default();
        let words = list(vec![text(before), date(modified, language), text(after)]);
        facts.push(element("span").with("class", "modified").child(words).done());
    }
    if let Some(views) = article.views {
        let words = locale::fill(language.words.views, &[("n", &language.formats.number(views))]);
        facts.push(element("span").with("class", "views").text(&words).done());
    }
    if !facts.is_empty() {
        header = header.child(element("p").with("class", "facts").with("part", "facts").child(list(facts)).done());
    }
    header.done()
}

fn date(timestamp: &Timestamp, language: &Language) -> Html {
    let time = element("time").maybe("datetime", timestamp.machine_form().as_deref());
    time.text(&language.formats.date(timestamp)).done()
}

fn byline(authors: &[Author]) -> Option<Html> {
    if authors.is_empty() {
        return None;
    }
    let mut byline = element("footer").with("class", "byline").with("part", "byline");
    for author in authors {
        let name = match &author.url {
            Some(url) => element("a").attribute("href", url.as_str()).with("rel", "author").text(&author.name).done(),
            None => text(&author.name),
        };
        let mut lines = element("p").with("class", "author");
        lines = lines.child(element("span").with("class", "name").child(name).done());
        for line in &author.role {
            lines = lines.child(element("span").with("class", "role").text(line).done());
        }
        byline = byline.child(lines.done());
    }
    Some(byline.done())
}

fn tags(tags: &[String]) -> Option<Html> {
    if tags.is_empty() {
        return None;
    }
    let mut items = element("ul").with("class", "tags");
    for tag in tags {
        items = items.child(element("li").text(tag).done());
    }
    Some(items.done())
}
