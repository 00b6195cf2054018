//! The article: headline, lead, picture, text, byline.

use super::blocks::{self, Scope};
use super::element::{element, list, text};
use super::inlines;
use super::language::Language;
use super::outline;
use super::part::Alone;
use super::position::Position;
use super::settings::VideoSettings;
use crate::article::{Article, Rest, Timestamp, Warning};
use crate::browser::anchors;
use crate::browser::host::{Fallback, Host};
use crate::browser::url::{is_page_origin, is_same_origin, is_this_page};
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::{Callback, Html, NodeRef, Properties};

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
    /// How often it was viewed; no line where that is not known.
    pub views: Option<u64>,
    /// How videos in the text are shown.
    #[prop_or_default]
    pub player: VideoSettings,
    /// A link leads to the article's own address.
    #[prop_or(true)]
    pub original: bool,
}

/// One article by itself.
pub type ArticleView = Alone<ArticleViewProps>;

/// Shows one article. It is a part so that it is rendered when the article or
/// the language changes, and at no other time.
#[derive(Debug, Default)]
pub struct ArticlePart {
    node: NodeRef,
    position: Option<(ArticleHandle, Position)>,
}

impl ArticlePart {
    /// The article as elements.
    pub fn view(&self, props: &ArticleViewProps) -> Html {
        let ArticleViewProps {
            article,
            language,
            host,
            views,
            player,
            ..
        } = props;
        // Here and not in `rendered`: Yew puts this view into the page in the
        // same step, but may let the browser paint before `rendered`, and a
        // reader would see two articles.
        if self.position.is_none() {
            host.set_fallback(Fallback::Leaving);
        }
        let scope = Scope::new(&article.body, language, host, player);
        // Another article is another element: a translator may have put nodes of
        // its own in the place of the texts, and Yew would write to those that
        // are gone. The same one, read anew, keeps its place and its players.
        let mut whole = element("article")
            .keyed(&article.title)
            .referred_by(&self.node)
            .maybe("lang", article.lang.as_deref())
            .maybe("dir", article.dir.map(|dir| dir.as_attribute()))
            .on("click", Callback::from(follow_fragment))
            .child(header(article, *views, &scope));
        if !article.title.is_empty() {
            whole = whole.with("aria-labelledby", "readerly-title");
        }
        if let Some(figure) = &article.image {
            whole = whole.child(blocks::main_picture(figure, &scope));
        }
        let body = element("div class=body part=body");
        whole
            .child_if(outline::render(&scope))
            .nest(body.child(blocks::whole(&scope)))
            .child_if(rest(article, props))
            .child_if(blocks::notes(&scope))
            .child_if(byline(article))
            .child_if(tags(&article.tags))
            .child_if(original(article, props).filter(|_| article.rest.is_none()))
            .done()
    }

    /// Follows the reader through what has come onto the page.
    pub fn rendered(&mut self, props: &ArticleViewProps) {
        let ArticleViewProps { article, host, .. } = props;
        host.set_fallback(Fallback::Gone);
        if self
            .position
            .as_ref()
            .is_some_and(|(known, _)| known == article)
        {
            return;
        }
        if let Some(element) = self.node.cast::<web_sys::Element>() {
            // A second reading of the article may not move who is reading the first.
            let first = self.position.is_none();
            self.position = Some((
                article.clone(),
                Position::follow(element, host.clone(), first),
            ));
        }
    }
}

/// Links within the article are followed by hand: a browser looks for their
/// targets outside the shadow root only.
fn follow_fragment(event: web_sys::Event) {
    let Some(fragment) = event.dyn_ref().and_then(anchors::fragment_of_click) else {
        return;
    };
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(target) = target
        && anchors::jump(&target, &fragment)
    {
        event.prevent_default();
        anchors::set_page_fragment(&fragment);
    }
}

fn header(article: &Article, views: Option<u64>, scope: &Scope) -> Html {
    let language = scope.language;
    let mut header = element("header");
    if let Some(kicker) = &article.kicker {
        header = header.nest(element("p class=kicker part=kicker").text(kicker));
    }
    if !article.title.is_empty() {
        let title = element("h1 class=title part=title id=readerly-title");
        header = header.nest(title.text(&article.title));
    }
    let mut facts = Vec::new();
    if let Some(published) = &article.published {
        facts.push(
            element("span class=published")
                .child(date(published, language))
                .done(),
        );
    }
    if let Some(modified) = &article.modified {
        let date = date(modified, language);
        facts.push(filled("span class=modified", language.words.updated, date));
    }
    if let Some(views) = views {
        // A translator that replaced the text node would leave Yew writing to
        // one that is no longer there.
        let number = language.formats.number(views);
        let number = element("span translate=no").text(&number).done();
        facts.push(filled("span class=views", language.words.views, number));
    }
    if !facts.is_empty() {
        header = header.nest(element("p class=facts part=facts").child(list(facts)));
    }
    if !article.lead.is_empty() {
        let lead = element("p class=lead part=lead");
        header = header.nest(lead.child(inlines::render(&article.lead, scope)));
    }
    header.done()
}

/// An element with words in which the one `{place}` has become an element.
fn filled(name: &'static str, template: &str, place: Html) -> Html {
    let (before, rest) = template.split_once('{').unwrap_or_default();
    let (_, after) = rest.split_once('}').unwrap_or_default();
    let words = list(vec![text(before), place, text(after)]);
    element(name).child(words).done()
}

fn date(timestamp: &Timestamp, language: &Language) -> Html {
    let time = element("time").maybe("datetime", timestamp.machine_form().as_deref());
    time.text(&language.formats.date(timestamp)).done()
}

fn byline(article: &Article) -> Option<Html> {
    if article.authors.is_empty() {
        return None;
    }
    let mut byline = element("footer class=byline part=byline");
    for author in &article.authors {
        let name = match &author.url {
            Some(url) => {
                let is_own = article
                    .url
                    .as_ref()
                    .is_some_and(|own| is_same_origin(own.as_str(), url.as_str()))
                    || is_page_origin(url.as_str());
                element("a")
                    .attribute("href", url.as_str())
                    .with(
                        "rel",
                        if is_own {
                            "author"
                        } else {
                            "author noopener nofollow ugc"
                        },
                    )
                    .text(&author.name)
                    .done()
            }
            None => text(&author.name),
        };
        let mut lines = element("p class=author");
        lines = lines.nest(element("span class=name").child(name));
        for line in &author.role {
            lines = lines.nest(element("span class=role").text(line));
        }
        byline = byline.nest(lines);
    }
    Some(byline.done())
}

/// Where the rest of the article is to be read.
fn rest(article: &Article, props: &ArticleViewProps) -> Option<Html> {
    let words = props.language.words;
    let why = match article.rest? {
        Rest::Pages => words.rest_on_pages,
        Rest::Members => words.rest_for_members,
        Rest::Password => words.rest_behind_password,
    };
    let note = element("div class=rest part=rest").nest(element("p").text(why));
    Some(note.child_if(original(article, props)).done())
}

/// A link to the article's own address, unless that is this page.
fn original(article: &Article, props: &ArticleViewProps) -> Option<Html> {
    let url = article.url.as_ref().filter(|_| props.original)?;
    if !url.scheme().starts_with("http") || is_this_page(url.as_str()) {
        return None;
    }
    let link = element("a")
        .maybe(
            "rel",
            (!is_page_origin(url.as_str())).then_some(inlines::FOREIGN),
        )
        .attribute("href", url.as_str())
        .text(props.language.words.read_original);
    Some(element("p class=original part=original").nest(link).done())
}

fn tags(tags: &[String]) -> Option<Html> {
    if tags.is_empty() {
        return None;
    }
    let mut items = element("ul class=tags");
    for tag in tags {
        items = items.nest(element("li").text(tag));
    }
    Some(items.done())
}
