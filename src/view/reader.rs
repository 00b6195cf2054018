//! The root component: one per `<readerly-article>`.

use super::article::{ArticleHandle, ArticleView, ArticleViewProps};
use super::counter::{CounterPanel, CounterPanelProps};
use super::element::{element, list};
use super::failure;
use super::language::Language;
use super::loading::{self, ArticleFailure, Outcome};
use super::settings::Settings;
use super::video;
use crate::browser::fetch::Request;
use crate::browser::host::{self, Host, HostEvent};
use crate::browser::page::{self, Listeners, PageEvent};
use std::rc::Rc;
use yew::virtual_dom::VChild;
use yew::{Component, Context, Html, Properties};

/// What the root component shows; `None` while its element is off the page.
///
/// A Yew application cannot be ended without leaking its host's listeners
/// (0.23, `HostHandlers::add_listener`), so an application outlives its
/// element: it is emptied, kept, and given to the next one.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ReaderProps {
    /// The element and what its owner asked for.
    pub session: Option<Session>,
}

/// One element on the page and what its owner asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The element.
    pub host: Host,
    /// What its owner asked for.
    pub settings: Rc<Settings>,
    /// Grows by one each time the owner asks for everything anew.
    pub refreshes: u32,
}

/// What happened to the reader.
#[derive(Clone, Debug)]
pub enum ReaderMessage {
    /// The search for an article came to an end.
    Finished(Outcome),
    /// The person reading, or a connection that came back, asks to try again.
    Retry,
}

/// How far an article has come.
#[derive(Clone, Debug, PartialEq)]
enum ArticleState {
    /// On its way, and nothing older to show.
    Loading,
    /// Here.
    Ready(ArticleHandle),
    /// Not to be had.
    Failed(ArticleFailure),
    /// Not wanted: the element shows a counter or a video alone.
    None,
}

/// Shows a session, or nothing.
#[derive(Debug)]
pub struct Reader {
    article: ArticleState,
    /// Where the article, or the failure, came from.
    source: Option<String>,
    language: Language,
    request: Option<Request>,
    /// Waits for a connection after one was missing.
    waiting: Option<Listeners>,
    /// The article whose arrival has been told to the owner.
    told: Option<ArticleHandle>,
}

impl Component for Reader {
    type Message = ReaderMessage;
    type Properties = ReaderProps;

    fn create(context: &Context<Self>) -> Self {
        let mut reader = Self {
            article: ArticleState::Loading,
            source: None,
            language: Language::new("en"),
            request: None,
            waiting: None,
            told: None,
        };
        reader.choose_language(context);
        reader.begin(context);
        reader
    }

    fn changed(&mut self, context: &Context<Self>, old: &ReaderProps) -> bool {
        let wanted = |props: &ReaderProps| {
            props.session.as_ref().map(|session| (session.host.clone(), session.settings.source.clone(), session.refreshes))
        };
        let host = |props: &ReaderProps| props.session.as_ref().map(|session| session.host.clone());
        if host(context.props()) != host(old) {
            // Another element: nothing of the old one may show in it.
            self.article = ArticleState::Loading;
            self.told = None;
        }
        if wanted(context.props()) != wanted(old) {
            self.begin(context);
        }
        self.choose_language(context);
        true
    }

    fn update(&mut self, context: &Context<Self>, message: ReaderMessage) -> bool {
        match message {
            ReaderMessage::Finished(outcome) => self.finish(context, outcome),
            ReaderMessage::Retry => self.begin(context),
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match &context.props().session {
            Some(session) => self.page(context, session),
            None => Html::default(),
        }
    }

    fn rendered(&mut self, context: &Context<Self>, _first: bool) {
        let Some(session) = &context.props().session else { return };
        let article = match &self.article {
            ArticleState::Ready(article) => Some(article),
            _ => None,
        };
        // The page's own article shows until ours is there, and again when it is not.
        session.host.show_fallback(article.is_none());
        if let Some(article) = article
            && self.told.as_ref() != Some(article)
        {
            self.told = Some(article.clone());
            session.host.emit(&HostEvent::Ready {
                title: article.title.clone(),
                lang: self.language.tag.to_string(),
                warnings: article.warnings().iter().map(ToString::to_string).collect(),
            });
        }
    }
}

impl Reader {
    /// Looks for the article. An older one stays on the page until the new one
    /// has arrived.
    fn begin(&mut self, context: &Context<Self>) {
        self.request = None;
        self.waiting = None;
        let Some(session) = &context.props().session else { return };
        match &session.settings.source {
            Some(url) => {
                self.request = Some(loading::fetch_article(url, context.link().callback(ReaderMessage::Finished)));
            }
            None => self.finish(context, loading::inline_article(&session.host)),
        }
    }

    fn finish(&mut self, context: &Context<Self>, outcome: Outcome) {
        self.request = None;
        let Some(session) = &context.props().session else { return };
        let source = &session.settings.source;
        let panel_only = session.settings.counter.is_some() || session.settings.video.is_some();
        if panel_only && outcome == Err(ArticleFailure::Nothing) {
            // An owner may want the counter or the video and no article.
            self.article = ArticleState::None;
            return;
        }
        loading::tell_owner(&outcome, source.as_deref().unwrap_or_default(), &session.host);
        let shown = std::mem::replace(&mut self.source, source.clone());
        self.article = match outcome {
            Ok(article) => ArticleState::Ready(article),
            // Asked for anew and not to be had: the reading of before is better than none.
            Err(_) if shown == *source && matches!(self.article, ArticleState::Ready(_)) => return,
            Err(failure) => {
                if failure.is_unconnected() {
                    let link = context.link().clone();
                    self.waiting = Some(page::listen(Rc::new(move |event| {
                        if event == PageEvent::Online {
                            link.send_message(ReaderMessage::Retry);
                        }
                    })));
                }
                ArticleState::Failed(failure)
            }
        };
        self.choose_language(context);
    }

    /// The words around the article are in the owner's language, else in the
    /// article's, else in the page's, else in the device's.
    fn choose_language(&mut self, context: &Context<Self>) {
        let Some(session) = &context.props().session else { return };
        let article = match &self.article {
            ArticleState::Ready(article) => article.lang.clone(),
            _ => None,
        };
        let tag = session.settings.lang.clone().or(article);
        let tag = tag.or_else(|| session.host.page_language()).or_else(host::device_language);
        let tag = tag.as_deref().unwrap_or("en");
        if *self.language.tag != *tag {
            self.language = Language::new(tag);
        }
    }

    fn page(&self, context: &Context<Self>, session: &Session) -> Html {
        let Session { host, settings, .. } = session;
        let language = &self.language;
        let (main, article) = match &self.article {
            ArticleState::None => (None, None),
            ArticleState::Loading if host.has_fallback() => (None, None),
            ArticleState::Loading => (Some(element("p").with("class", "loading").text(language.words.loading).done()), None),
            ArticleState::Failed(failure) => {
                let retry = context.link().callback(|_| ReaderMessage::Retry);
                (Some(failure::render(failure, language, retry)), None)
            }
            ArticleState::Ready(article) => {
                let props =
                    ArticleViewProps { article: article.clone(), language: language.clone(), host: host.clone() };
                (Some(VChild::<ArticleView>::new(props, None).into()), Some(article))
            }
        };
        let direction = match article.and_then(|article| article.dir) {
            Some(direction) => direction.as_attribute(),
            None => language.direction(),
        };
        let beside = match self.article {
            ArticleState::Loading => None,
            _ => self.beside(session, article),
        };
        let main = element("div").key("main").with("class", "main").child_if(main);
        let page = element("div").with("class", "page").child(main.done()).child_if(beside);
        element("div")
            .with("class", "reader")
            .with("part", "reader")
            .with("dir", direction)
            .with("data-theme", settings.theme.as_attribute())
            .attribute("lang", &language.tag)
            .child(slot("header"))
            .child(page.done())
            .child(slot("footer"))
            .done()
    }

    /// What stands beside the article on a wide page and after it on a phone.
    fn beside(&self, session: &Session, article: Option<&ArticleHandle>) -> Option<Html> {
        let Session { host, settings, refreshes } = session;
        let own = article.and_then(|article| article.video.first());
        let video = settings.video.as_ref().or(own);
        let mut parts = Vec::new();
        parts.extend(video::section(video, host.has_slotted("video"), &self.language, host));
        if let Some(settings) = &settings.counter {
            let props = CounterPanelProps {
                settings: settings.clone(),
                language: self.language.clone(),
                host: host.clone(),
                refreshes: *refreshes,
            };
            parts.push(VChild::<CounterPanel>::new(props, Some("counter".into())).into());
        }
        if parts.is_empty() {
            return None;
        }
        Some(element("div").key("beside").with("class", "beside").child(list(parts)).done())
    }
}

fn slot(name: &'static str) -> Html {
    element("slot").with("name", name).done()
}
