//! The root component: one per `<readerly-article>`.

use super::article::{ArticleHandle, ArticleViewProps};
use super::counter::CounterPanelProps;
use super::element::{element, list};
use super::explanation::{self, Explanation};
use super::failure;
use super::host_theme;
use super::language::Language;
use super::loading::{self, ArticleFailure, Outcome, Search};
use super::part::{self, Alone, Given, Panel, on_event, part};
use super::position::Position;
use super::settings::{Settings, Theme};
use super::video;
use crate::article::Article;
use crate::browser::host::{self, Fallback, Host, HostEvent};
use crate::browser::modules::{self, Module};
use crate::browser::page::{self, Listeners, PageEvent};
use crate::browser::page_colours::{self, Watch};
use crate::browser::url;
use crate::browser::{self, Timeout, after};
use crate::locale::direction;
use std::rc::Rc;
use yew::{Callback, Html, Properties};

/// One element on the page and what its owner asked for.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Session {
    /// The element.
    pub host: Host,
    /// What its owner asked for.
    pub settings: Rc<Settings>,
    /// Grows by one each time the owner asks for everything anew.
    pub refreshes: u32,
    /// The reader before this one broke, so that nothing is shown but a notice.
    pub has_stopped: bool,
}

/// What happened to the reader.
#[derive(Clone, Debug)]
pub enum ReaderMessage {
    /// The n-th search for an article came to an end.
    Finished(u32, Outcome),
    /// It failed; whether the words for that have come.
    Explained(u32, ArticleFailure, bool),
    /// It failed, and the words for that are a long time coming.
    Unexplained(u32, ArticleFailure),
    /// The person reading asks to try again.
    Retry,
    /// A connection that was missing came back.
    Connected,
    /// The counter says how often this page was viewed.
    Counted(u64),
    /// The page around the reader may have other colours now.
    Recoloured,
    /// An article that was being built may be whole now.
    Built,
}

/// Milliseconds that the words for a failure may take.
const EXPLAINING_MS: u32 = 2_000;

/// How far an article has come.
#[derive(Clone, Debug, PartialEq)]
enum ArticleState {
    /// On its way, and nothing older to show.
    Loading,
    /// Here.
    Ready(ArticleHandle),
    /// Not to be had; whether the words for that have come.
    Failed(ArticleFailure, bool),
    /// Not wanted: the element shows a counter or a video alone.
    None,
    /// The page's own, which stays as it is; what is known of it.
    Own(ArticleHandle),
}

/// By which the root hears of what happened.
type Link = part::Link<Session>;

/// A whole reader.
pub type Reader = Alone<Session>;

/// Shows a session.
pub struct ReaderPart {
    article: ArticleState,
    /// Where the article, or the failure, came from.
    source: Option<String>,
    language: Language,
    search: Option<Search>,
    /// How many searches have begun.
    searches: u32,
    /// The last search failed, and what an earlier one has found stays.
    keeps_older: bool,
    /// The last search failed, and the words for that are on their way.
    explaining: Option<Timeout>,
    /// Waits for a connection after one was missing.
    waiting: Option<Listeners>,
    /// Follows the colours of the page, where the owner asks for these.
    colours: Option<Watch>,
    /// Waits for the rest of an article.
    growing: Option<Listeners>,
    /// The article whose arrival has been told to the owner.
    told: Option<ArticleHandle>,
    /// Follows the reader through the page's own article, where that stays.
    own: Option<Position>,
    /// How often the counter says that this page was viewed: the first that it
    /// said, so that no later poll changes anything outside the panel.
    page_views: Option<u64>,
    /// The button that was pressed to try again is gone, and the focus with it.
    retried: bool,
}

impl Given for Session {
    type Panel = ReaderPart;
    type Message = ReaderMessage;

    fn begin(&self, link: &Link) -> ReaderPart {
        let mut reader = ReaderPart {
            article: ArticleState::Loading,
            source: None,
            language: Language::new("en"),
            search: None,
            searches: 0,
            keeps_older: false,
            explaining: None,
            waiting: None,
            colours: None,
            growing: None,
            told: None,
            own: None,
            page_views: None,
            retried: false,
        };
        reader.choose_language(self);
        reader.follow_colours(self, link);
        reader.begin_unless_stopped(self, link);
        reader
    }

    fn host(&self) -> &Host {
        &self.host
    }
}

impl Panel<Session> for ReaderPart {
    fn changed(&mut self, session: &Session, old: &Session, link: &Link) -> bool {
        let same_host = session.host == old.host;
        let same_source = session.settings.reads_the_same(&old.settings);
        let same_reading = same_source
            && session.refreshes == old.refreshes
            && session.has_stopped == old.has_stopped;
        let same_counter = match (&session.settings.counter, &old.settings.counter) {
            (Some(new), Some(old)) => new.asks_the_same(old),
            (new, old) => new.is_none() && old.is_none(),
        };
        if !same_host {
            // Another element: nothing of the old one may show in it.
            self.article = ArticleState::Loading;
            self.told = None;
        }
        if !same_host || !same_source || !same_counter {
            self.page_views = None;
        }
        if !same_host || !same_reading {
            self.begin_unless_stopped(session, link);
        }
        // The element may stand in another place of the page now.
        self.follow_colours(session, link);
        self.choose_language(session);
        true
    }

    fn update(&mut self, session: &Session, message: ReaderMessage, link: &Link) -> bool {
        match message {
            // A message waits its turn, and a newer search may begin meanwhile.
            ReaderMessage::Finished(number, _) | ReaderMessage::Unexplained(number, _)
                if number != self.searches =>
            {
                return false;
            }
            ReaderMessage::Finished(_, outcome) => self.finish(session, outcome, link),
            ReaderMessage::Explained(number, failure, has_come) => {
                self.tell_owner(session, &failure, has_come);
                if number != self.searches {
                    return false;
                }
                self.fail_with_words(session, failure, has_come);
            }
            ReaderMessage::Unexplained(_, failure) => {
                self.fail_with_words(session, failure, false);
            }
            ReaderMessage::Connected => self.begin(session, link),
            ReaderMessage::Counted(_) if self.page_views.is_some() => return false,
            ReaderMessage::Counted(views) => self.page_views = Some(views),
            ReaderMessage::Recoloured | ReaderMessage::Built => {}
            ReaderMessage::Retry => {
                self.retried = true;
                self.begin(session, link);
            }
        }
        true
    }

    fn view(&self, session: &Session, link: &Link) -> Html {
        self.page(session, link)
    }

    /// Tells the owner of an article that has come onto the page.
    fn rendered(&mut self, session: &Session, link: &Link) {
        let (article, is_own) = match &self.article {
            ArticleState::Ready(article) => (Some(article), false),
            ArticleState::Own(article) => (Some(article), true),
            _ => (None, false),
        };
        // The page's own article shows until ours is there, which that knows, and
        // again when it is not.
        if article.is_none() || is_own {
            session.host.set_fallback(Fallback::Shown);
        }
        if let Some(article) = article
            && self.told.as_ref() != Some(article)
        {
            let host = &session.host;
            // Of a long one the first screens have come. Its end is told as a scroll.
            self.growing = host.holds(".body[aria-busy]").then(|| {
                let link = link.clone();
                page::on_scroll(Rc::new(move || link.send(ReaderMessage::Built)))
            });
            if self.growing.is_some() {
                return;
            }
            self.told = Some(article.clone());
            self.own = is_own.then(|| Position::follow(host.own_article(), host.clone(), false));
            host.emit(&HostEvent::Ready {
                title: article.title.clone(),
                lang: self.language.tag.clone(),
                warnings: article.warnings().iter().map(ToString::to_string).collect(),
            });
        }
        // After that: until then a copy of the last rendering may stand above.
        if self.retried && self.search.is_none() && self.explaining.is_none() {
            self.retried = false;
            const AGAIN: &str = "[part=failure] button";
            let is_there = session.host.holds(AGAIN);
            session.host.focus(if is_there { AGAIN } else { ".title" });
        }
    }
}

impl ReaderPart {
    fn begin_unless_stopped(&mut self, session: &Session, link: &Link) {
        if session.has_stopped {
            self.search = None;
            self.article = ArticleState::Failed(ArticleFailure::Stopped, false);
        } else {
            self.begin(session, link);
        }
    }

    /// Looks for the article. An older one stays on the page until the new one
    /// has arrived.
    fn begin(&mut self, session: &Session, link: &Link) {
        self.search = None;
        self.explaining = None;
        self.waiting = None;
        self.searches = self.searches.wrapping_add(1);
        self.own = None;
        if session.settings.keeps_own && session.host.has_fallback() {
            let own = Article {
                title: session.host.own_title(),
                lang: session.host.own_article().get_attribute("lang"),
                ..Article::default()
            };
            self.article = ArticleState::Own(ArticleHandle::new((own, Vec::new())));
            self.choose_language(session);
            return;
        }
        let link = link.clone();
        let number = self.searches;
        let finished = move |outcome| {
            link.send(ReaderMessage::Finished(number, outcome));
        };
        let finished = Callback::from(finished);
        let settings = session.settings.clone();
        self.search = Some(loading::search(settings, &session.host, finished));
    }

    fn follow_colours(&mut self, session: &Session, link: &Link) {
        self.colours = None;
        if matches!(session.settings.theme, Theme::Host | Theme::Auto) {
            let link = link.clone();
            let changed = Box::new(move || link.send(ReaderMessage::Recoloured));
            self.colours = Some(page_colours::watch(&session.host, changed));
        }
    }

    fn finish(&mut self, session: &Session, outcome: Outcome, link: &Link) {
        self.search = None;
        let source = &session.settings.source;
        let panel_only = session.settings.counter.is_some() || session.settings.video.is_some();
        if panel_only
            && outcome == Err(ArticleFailure::Nothing)
            && !session.host.is_before_article()
        {
            // An owner may want the counter or the video and no article.
            self.article = ArticleState::None;
            return;
        }
        let shown = std::mem::replace(&mut self.source, source.clone());
        let article = match outcome {
            Ok(article) => article,
            Err(failure) => {
                // Asked for anew and not to be had: the reading of before is better than none.
                self.keeps_older =
                    shown == *source && matches!(self.article, ArticleState::Ready(_));
                self.fail(session, failure, link);
                return;
            }
        };
        loading::tell_repairs(&article, source.as_deref().unwrap_or_default());
        self.article = ArticleState::Ready(article);
        self.choose_language(session);
    }

    /// Sends for the words that say why. Where those may never come, there are
    /// others at once.
    fn fail(&mut self, session: &Session, failure: ArticleFailure, link: &Link) {
        if failure.is_unconnected() && !self.keeps_older {
            let link = link.clone();
            self.waiting = Some(page::listen(Rc::new(move |event| {
                if event == PageEvent::Online {
                    link.send(ReaderMessage::Connected);
                }
            })));
        }
        let number = self.searches;
        if failure.first_words(self.language.words).is_none() {
            let link = link.clone();
            let failure = failure.clone();
            let late = move || link.send(ReaderMessage::Unexplained(number, failure));
            self.explaining = Some(after(EXPLAINING_MS, Box::new(late)));
        } else {
            self.fail_with_words(session, failure.clone(), false);
        }
        let link = link.clone();
        modules::with(
            Module::Failure,
            Box::new(move |module| {
                link.send(ReaderMessage::Explained(number, failure, module.is_ok()));
            }),
        );
    }

    /// Tells the owner why there is no article.
    fn tell_owner(&self, session: &Session, failure: &ArticleFailure, has_come: bool) {
        let source = self.source.as_deref().unwrap_or_default();
        let mut message = [&loading::place(source), ": ", failure.code()].concat();
        if has_come {
            message = self.explanation(session, failure).report;
        }
        browser::error(&message);
        session.host.emit(&HostEvent::Error {
            code: failure.code(),
            message,
        });
    }

    /// Tells the reader, by the words that are there.
    fn fail_with_words(&mut self, session: &Session, failure: ArticleFailure, has_come: bool) {
        self.explaining = None;
        if !self.keeps_older {
            self.article = ArticleState::Failed(failure, has_come);
            self.choose_language(session);
        }
    }

    fn explanation<'a>(
        &'a self,
        session: &Session,
        failure: &'a ArticleFailure,
    ) -> Explanation<'a> {
        let source = self.source.as_deref().unwrap_or_default();
        let mut explanation = Explanation {
            failure,
            lang: &self.language.tag,
            source,
            is_behind: session.host.is_before_article(),
            is_mixed: url::is_mixed_content(source),
            message: None,
            report: String::new(),
        };
        explanation::explain(&mut explanation);
        explanation
    }

    /// The words around the article are in the owner's language, else in the
    /// article's, else in the page's, else in the device's.
    fn choose_language(&mut self, session: &Session) {
        let article = match &self.article {
            ArticleState::Ready(article) | ArticleState::Own(article) => Some(&**article),
            _ => None,
        };
        let own = article.and_then(|article| article.lang.clone());
        let tag = session.settings.lang.clone().or(own);
        let tag = tag
            .or_else(|| session.host.page_language())
            .or_else(host::device_language);
        let tag = tag.as_deref().unwrap_or("en");
        let language = Language::around(tag, article);
        if self.language != language {
            self.language = language;
        }
    }

    fn page(&self, session: &Session, link: &Link) -> Html {
        let Session { host, settings, .. } = session;
        let language = &self.language;
        // The page's own article shows meanwhile. An empty box below it would be
        // what a browser holds on to when that article gives way to ours.
        let is_waiting = self.article == ArticleState::Loading && host.has_fallback();
        let (main, article) = match &self.article {
            ArticleState::None | ArticleState::Own(_) => (None, None),
            ArticleState::Loading if is_waiting => (None, None),
            ArticleState::Loading => (
                Some(
                    element("p class=loading role=status")
                        .text(language.words.loading)
                        .done(),
                ),
                None,
            ),
            ArticleState::Failed(failure, has_come) => {
                let words = language.words;
                let message = match failure.first_words(words) {
                    None if *has_come => self.explanation(session, failure).message,
                    first => first,
                };
                let message = message.unwrap_or_else(|| failure.last_words(words));
                let retry = on_event(link, || ReaderMessage::Retry);
                let is_quiet = failure.is_ours() && host.has_fallback();
                let is_tried = self.search.is_some() || self.explaining.is_some();
                let number = self.searches - u32::from(is_tried);
                let notice = failure::render(message, language, is_quiet, is_tried, number, retry);
                (Some(notice), None)
            }
            ArticleState::Ready(article) => {
                let props = ArticleViewProps {
                    article: article.clone(),
                    language: language.clone(),
                    host: host.clone(),
                    // Where the article names no number there is no line for one.
                    views: article
                        .views
                        .and_then(|views| self.page_views.or(Some(views))),
                    player: settings.player.clone(),
                    original: !settings.hides_original,
                    level: host.level(),
                    is_one_of_several: host.is_one_of_several(),
                };
                (Some(part(props, None)), Some(article))
            }
        };
        let spoken = language.spoken();
        let beside = match self.article {
            ArticleState::Loading | ArticleState::Failed(ArticleFailure::Stopped, _) => None,
            _ => self.beside(session, article, link),
        };
        let is_own = matches!(self.article, ArticleState::Own(_));
        // Below the page's own article there is no column to stand beside.
        let main = element("div key=main class=main").child_if(main);
        let page = element("div class=page")
            .switch("hidden", is_waiting || is_own && beside.is_none())
            .child_if((!is_own).then(|| main.done()))
            .child_if(beside);
        let theme = match settings.theme {
            Theme::Host => host_theme::decide(&page_colours::read(host)),
            Theme::Auto => host_theme::allowed(&page_colours::read(host)),
            theme => theme,
        };
        element("div class=reader part=reader")
            // What stands where is the article's matter; in which direction panels
            // are read, their own.
            .with("dir", language.article.1)
            .with("data-theme", theme.as_attribute())
            .with("data-align", settings.align.as_attribute())
            .attribute("lang", spoken)
            .child(slot("header"))
            .nest(page)
            .child(slot("footer"))
            .done()
    }

    /// What stands beside the article on a wide page and after it on a phone.
    fn beside(
        &self,
        session: &Session,
        article: Option<&ArticleHandle>,
        link: &Link,
    ) -> Option<Html> {
        let Session {
            host,
            settings,
            refreshes,
            ..
        } = session;
        let mut videos = Vec::new();
        videos.extend(settings.video.clone());
        if let Some(article) = article {
            videos.extend_from_slice(&article.video);
        }
        let mut parts = Vec::new();
        parts.extend(video::section(
            videos,
            host.has_slotted("video"),
            &settings.player,
            &self.language,
            host,
        ));
        if let Some(settings) = &settings.counter {
            let link = link.clone();
            let counted = move |views| {
                link.send(ReaderMessage::Counted(views));
            };
            let props = CounterPanelProps {
                settings: settings.clone(),
                language: self.language.clone(),
                host: host.clone(),
                refreshes: *refreshes,
                page_views: Callback::from(counted),
            };
            parts.push(part(props, Some("counter")));
        }
        if parts.is_empty() {
            return None;
        }
        Some(
            element("div key=beside class=beside")
                .with("dir", direction(self.language.spoken()))
                .child(list(parts))
                .done(),
        )
    }
}

fn slot(name: &'static str) -> Html {
    element("slot").with("name", name).done()
}
