//! The visitor counter panel at work.

use super::super::part::{Beginning, Panel, on_event};
use super::announcer::Announcer;
use super::given::{CounterMessage, CounterPanelProps, Link};
use super::poller::Poller;
use super::table::{CounterTable, Mood, table};
use crate::browser::host::Host;
use crate::browser::{self, Timeout, after, clock, styles, url};
use crate::counter::history::History;
use crate::counter::poll::{Event, Freshness, State, Status};
use crate::counter::show::Chosen;
use crate::counter::wanted;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Html};

/// Milliseconds for which a reader who asked for numbers is told that they are
/// on their way: the time limit of a request.
const ASKING_MS: u64 = 8_000;
/// How often an age on display is looked at, in milliseconds.
const AGEING_MS: u64 = 30_000;

/// Polls a counter and shows its numbers. They are no live region: numbers that
/// change by themselves would otherwise be read out over the article.
#[derive(Debug)]
struct LivePanel {
    status: Status,
    rows: Vec<Chosen>,
    history: History,
    announcer: Announcer,
    /// The reader wants to see the chart.
    unfolded: bool,
    /// When the reader last asked for new numbers, until an answer is there.
    asked_ms: Option<u64>,
    /// Where the poller puts what there is to show.
    news: Rc<RefCell<Option<Status>>>,
    poller: Poller,
    host: Host,
    /// Path of the page when polling began.
    page: String,
    page_views: Callback<u64>,
    ageing: Option<Timeout>,
    moving_focus: Option<Timeout>,
}

/// Begins to poll.
pub fn begin(beginning: &mut Beginning<'_, CounterPanelProps>) {
    let CounterPanelProps {
        settings,
        host,
        page_views,
        ..
    } = beginning.given;
    styles::adopt(host, include_str!(concat!(env!("OUT_DIR"), "/counter.css")));
    let news = Rc::default();
    beginning.panel = Some(Box::new(LivePanel {
        status: State::new().status(),
        rows: rows(settings.show.as_deref()),
        history: History::default(),
        announcer: Announcer::default(),
        unfolded: false,
        asked_ms: None,
        poller: start(beginning.given, beginning.link, &news, None),
        news,
        host: host.clone(),
        page: url::page_path(),
        page_views: page_views.clone(),
        ageing: None,
        moving_focus: None,
    }));
}

impl Panel<CounterPanelProps> for LivePanel {
    fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link) -> bool {
        self.page_views = new.page_views.clone();
        if new.settings.show != old.settings.show {
            self.rows = rows(new.settings.show.as_deref());
        }
        let is_same_counter = new.settings.asks_the_same(&old.settings);
        if !is_same_counter || new.host != old.host || self.has_moved() {
            self.start_anew(new, link);
        } else if new.refreshes != old.refreshes {
            self.poller.report(|| Event::Refresh);
        }
        true
    }

    fn update(&mut self, props: &CounterPanelProps, message: CounterMessage, link: &Link) -> bool {
        let now_ms = clock::now_ms();
        match message {
            CounterMessage::News => {
                let news = self.news.take().filter(|status| *status != self.status);
                let Some(status) = news else {
                    return false;
                };
                self.take(status);
            }
            CounterMessage::Toggled => {
                self.announcer.meet(self.mood());
                let is_paused = self.mood() == Mood::Paused;
                self.poller.report(if is_paused {
                    || Event::Resumed
                } else {
                    || Event::Paused
                });
                return false;
            }
            CounterMessage::Asked => {
                self.announcer.meet(self.mood());
                self.asked_ms = Some(now_ms);
                self.poller.report(|| Event::Refresh);
            }
            CounterMessage::Unfolded => self.unfolded = !self.unfolded,
            CounterMessage::Aged => {}
            CounterMessage::Moved if self.has_moved() => self.start_anew(props, link),
            CounterMessage::Moved => return false,
            CounterMessage::Arrived(_) => return false,
        }
        let is_asking = |asked_ms: &u64| now_ms.saturating_sub(*asked_ms) < ASKING_MS;
        self.asked_ms = self.asked_ms.filter(is_asking);
        let mut wake_ms = self.announcer.hear(self.mood(), now_ms);
        // While numbers grow old, so does what is said of their age.
        if self.mood() == Mood::Stale {
            wake_ms = wake_ms.min(AGEING_MS);
        }
        if self.asked_ms.is_some() {
            wake_ms = wake_ms.min(ASKING_MS);
        }
        self.ageing = u32::try_from(wake_ms).ok().map(|wake_ms| {
            let link = link.clone();
            let aged = move || link.send(CounterMessage::Aged);
            after(wake_ms, Box::new(aged))
        });
        true
    }

    fn view(&self, props: &CounterPanelProps, link: &Link) -> Html {
        table(
            &CounterTable {
                host: &props.host,
                status: &self.status,
                settings: &props.settings,
                rows: &self.rows,
                history: &self.history,
                unfolded: self.unfolded,
                asking: self.asked_ms.is_some(),
                announced: self.announcer.said(),
                toggle: on_event(link, || CounterMessage::Toggled),
                ask: on_event(link, || CounterMessage::Asked),
                unfold: on_event(link, || CounterMessage::Unfolded),
            },
            &props.language,
        )
    }
}

impl LivePanel {
    fn mood(&self) -> Mood {
        Mood::of(self.status.freshness)
    }

    /// Whether the page has another address than when polling began: sites that
    /// change pages without loading them show another article then.
    fn has_moved(&self) -> bool {
        self.page != url::page_path()
    }

    /// Asks other counters, or those of another page.
    fn start_anew(&mut self, props: &CounterPanelProps, link: &Link) {
        let is_paused = self.mood() == Mood::Paused;
        self.status = State::new().status();
        self.history = History::default();
        self.announcer = Announcer::default();
        self.asked_ms = None;
        self.news.take();
        self.host = props.host.clone();
        self.page = url::page_path();
        self.poller = start(props, link, &self.news, Some(&self.poller));
        if is_paused {
            // The owner's change does not undo the reader's wish.
            self.poller.report(|| Event::Paused);
        }
    }

    /// Takes over a new status.
    fn take(&mut self, status: Status) {
        self.status = status;
        let mood = self.mood();
        let was_asked = self.asked_ms.take().is_some();
        if mood == Mood::Live && (was_asked || self.host.holds(".counter-ask:focus")) {
            // The button goes, and the focus with it.
            let host = self.host.clone();
            let focus = move || host.focus(".counter-toggle");
            self.moving_focus = Some(after(0, Box::new(focus)));
        }
        if let (Some(counts), Freshness::Live { since_ms }) =
            (&self.status.counts, self.status.freshness)
        {
            let online = counts.online.map(|online| online.value);
            self.history.push(since_ms, online);
            if let Some(views) = counts.page.as_ref().and_then(|page| page.views) {
                // Whoever hears it takes the first and leaves the others.
                self.page_views.emit(views);
            }
        }
    }
}

/// The rows that the owner chose.
fn rows(list: Option<&str>) -> Vec<Chosen> {
    let (rows, warning) = wanted::rows(list);
    if let Some(warning) = warning {
        browser::warn(&warning);
    }
    rows
}

fn start(
    props: &CounterPanelProps,
    link: &Link,
    news: &Rc<RefCell<Option<Status>>>,
    last: Option<&Poller>,
) -> Poller {
    let news = news.clone();
    let to_publish = link.clone();
    let publish = move |status| {
        *news.borrow_mut() = Some(status);
        to_publish.send(CounterMessage::News);
    };
    let link = link.clone();
    let moved = move |()| link.send(CounterMessage::Moved);
    Poller::start(props, Callback::from(publish), Callback::from(moved), last)
}
