//! The article: headline, lead, picture, text, byline.

use super::element::element;
use super::language::Language;
use super::part::{Alone, Given, Link, Panel};
use super::position::Position;
use super::settings::VideoSettings;
use super::stage::Stage;
use super::video::Player;
use crate::article::{Article, Timestamp, Video, Warning};
use crate::browser::format::Formats;
use crate::browser::host::{Fallback, Host};
use crate::browser::{anchors, build, url};
use crate::locale::direction;
use crate::render::{self, Rendered, Same};
use std::convert::Infallible;
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
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
    /// The level of its title among the headings of the page, from 1.
    #[prop_or(1)]
    pub level: u8,
    /// Other readers are on the page.
    #[prop_or_default]
    pub is_one_of_several: bool,
}

/// One article by itself.
pub type ArticleView = Alone<ArticleViewProps>;

/// Shows one article. It is a part so that it is rendered when the article or
/// the language changes, and at no other time.
pub struct ArticlePart {
    node: NodeRef,
    /// What stands in it, which Yew only puts into its place.
    parts: Vec<Element>,
    /// The players in its text.
    players: Players,
    position: Option<(ArticleHandle, Position)>,
}

impl Given for ArticleViewProps {
    type Panel = ArticlePart;
    type Message = Infallible;

    fn begin(&self, _link: &Link<ArticleViewProps>) -> ArticlePart {
        // Who has the page's own article before them already has all of it.
        let (parts, mut players) = build(self, !self.host.has_fallback());
        players.show(self);
        ArticlePart {
            node: NodeRef::default(),
            parts,
            players,
            position: None,
        }
    }

    fn host(&self) -> &Host {
        &self.host
    }
}

impl Panel<ArticleViewProps> for ArticlePart {
    fn changed(
        &mut self,
        props: &ArticleViewProps,
        old: &ArticleViewProps,
        _link: &Link<ArticleViewProps>,
    ) -> bool {
        if props == old {
            return false;
        }
        if props.host != old.host || props.article.title != old.article.title {
            (self.parts, self.players) = build(props, false);
            self.players.show(props);
            return true;
        }
        if props.article != old.article
            || props.language != old.language
            || props.original != old.original
            || props.level != old.level
            || props.is_one_of_several != old.is_one_of_several
        {
            // Perhaps to the same letters. The number of views may change by
            // itself.
            let one = |props: &ArticleViewProps| props.views.map(|_| 1);
            let (new, old) = (render(props, one(props)), render(old, one(old)));
            if new.steps != old.steps {
                self.take_over(props, &new.steps.same(&old.steps));
                self.players.show(props);
                return true;
            }
            self.players.play(&new.videos);
        }
        if props.views != old.views
            && let Some(views) = props.views
            && let Some(header) = self.parts.first()
            && let Ok(Some(number)) = header.query_selector(".views > [translate]")
        {
            number.set_text_content(Some(&props.language.formats.number(views)));
        }
        self.players.show(props);
        true
    }

    fn view(&self, props: &ArticleViewProps, _link: &Link<ArticleViewProps>) -> Html {
        let ArticleViewProps { article, host, .. } = props;
        // Here and not in `rendered`: Yew puts this view into the page in the
        // same step, but may let the browser paint before `rendered`, and a
        // reader would see two articles.
        if self.position.is_none() {
            host.set_fallback(Fallback::Leaving);
        }
        // Another article is another element: what belonged to the old one goes
        // with it. The same one, read anew, keeps its place.
        let mut whole = element("article")
            .keyed(&article.title)
            .referred_by(&self.node)
            .on("onclick", Callback::from(follow_fragment));
        // The device's language, which is left then, is no more than a guess.
        let is_known = article.lang.is_some() || props.host.page_language().is_some();
        whole = props
            .language
            .article_words(whole)
            .switch("data-hyphens", is_known);
        if !article.title.is_empty() {
            whole = whole.with("aria-labelledby", "readerly-title");
        }
        for part in &self.parts {
            whole = whole.child(Html::VRef(part.clone().into()));
        }
        whole.done()
    }

    /// Follows the reader through what has come onto the page.
    fn rendered(&mut self, props: &ArticleViewProps, _link: &Link<ArticleViewProps>) {
        let ArticleViewProps { article, host, .. } = props;
        host.set_fallback(Fallback::Gone);
        if self
            .position
            .as_ref()
            .is_some_and(|(known, _)| known == article)
        {
            return;
        }
        if let Some(element) = self.node.cast::<Element>() {
            // A second reading of the article may not move who is reading the first.
            let first = self.position.is_none();
            self.position = Some((
                article.clone(),
                Position::follow(element, host.clone(), first),
            ));
        }
    }
}

impl ArticlePart {
    /// Builds the article anew, but for what is the same: what plays or is open
    /// in it stays so.
    fn take_over(&mut self, props: &ArticleViewProps, same: &Same) {
        let (mut parts, mut players) = build(props, false);
        for new in &mut parts {
            let class = new.class_name();
            // Each part has a class of its own, and the header none.
            let Some(old) = self.parts.iter().find(|old| old.class_name() == class) else {
                continue;
            };
            if class == "body" {
                build::take_over(old, new, same.before, same.behind);
            } else if !build::renew(old, new) {
                continue;
            }
            *new = old.clone();
        }
        players.keep(&mut self.players, same);
        (self.parts, self.players) = (parts, players);
    }
}

/// The players in the text: each is an application of its own, since Yew holds
/// nothing of what is around it.
#[derive(Default)]
struct Players(Vec<(Stage, Video)>);

impl Players {
    /// Takes note of what they are to play, one each.
    fn play(&mut self, videos: &[&Video]) {
        for ((_, old), new) in self.0.iter_mut().zip(videos) {
            old.clone_from(new);
        }
    }

    /// Takes those of an older list that are the same, and leaves its own for them.
    fn keep(&mut self, old: &mut Self, same: &Same) {
        for (before, now) in &same.players {
            if let (Some(old), Some(new)) = (old.0.get_mut(*before), self.0.get_mut(*now)) {
                std::mem::swap(&mut old.0, &mut new.0);
            }
        }
    }

    fn show(&mut self, props: &ArticleViewProps) {
        let spoken = props.language.spoken();
        for (stage, video) in &mut self.0 {
            // What stands around a player is the reader's, and not the article's.
            let place = stage.place();
            if place.get_attribute("lang").as_deref() != Some(spoken) {
                let _ = place.set_attribute("lang", spoken);
                let _ = place.set_attribute("dir", direction(spoken));
            }
            stage.show(Player::in_text(
                video,
                &props.player,
                &props.language,
                &props.host,
            ));
        }
    }
}

impl Drop for Players {
    fn drop(&mut self) {
        for (stage, _) in self.0.drain(..) {
            stage.clear();
        }
    }
}

#[inline(never)]
fn build(props: &ArticleViewProps, can_wait: bool) -> (Vec<Element>, Players) {
    let rendered = render(props, props.views);
    let (article, dir) = &props.language.article;
    let tongues = render::tongues(&props.language.tag, (article, dir));
    let built = build::build(&rendered.steps, &tongues, can_wait);
    let mut players = Players::default();
    for (place, video) in built.players.iter().zip(rendered.videos) {
        if let Some(stage) = Stage::set_up()
            && place.replace_with_with_node_1(stage.place()).is_ok()
        {
            players.0.push((stage, video.clone()));
        }
    }
    (built.parts, players)
}

#[inline(never)]
fn render(props: &ArticleViewProps, views: Option<u64>) -> Rendered<'_> {
    let context = render::Context {
        words: props.language.words,
        page: &ThisPage(&props.language.formats),
        views,
        original: props.original,
        level: props.level,
        is_one_of_several: props.is_one_of_several,
    };
    render::render(&props.article, &context)
}

/// The page that the reader stands in.
struct ThisPage<'a>(&'a Formats);

impl render::Page for ThisPage<'_> {
    fn number(&self, number: u64) -> String {
        self.0.number(number)
    }

    fn date(&self, date: &Timestamp) -> String {
        self.0.date(date)
    }

    fn is_same_origin(&self, address: &str, other: Option<&str>) -> bool {
        match other {
            Some(other) => url::is_same_origin(other, address),
            None => url::is_page_origin(address),
        }
    }

    fn is_this(&self, address: &str) -> bool {
        url::is_this_page(address)
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
        .and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(target) = target
        && anchors::jump(&target, &fragment)
    {
        anchors::lead_back_to(&target);
        event.prevent_default();
        anchors::set_page_fragment(&fragment);
    }
}
