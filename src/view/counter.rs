//! The visitor counter panel.

use super::element::element;
use super::language::Language;
use super::part::{Alone, Link, Message, on_event};
use super::poller::Poller;
use super::settings::CounterSettings;
use crate::browser::host::Host;
use crate::browser::{Timeout, after, clock};
use crate::counter::model::Counts;
use crate::counter::poll::{Event, Freshness, State, Status};
use crate::locale::{self, Words};
use yew::{Callback, Html, Properties};

/// Properties of [`CounterPanel`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CounterPanelProps {
    /// Which counter, and how often.
    pub settings: CounterSettings,
    /// Words and numbers.
    pub language: Language,
    /// The element that events are dispatched on.
    pub host: Host,
    /// Grows when the owner asks for new numbers.
    pub refreshes: u32,
}

/// What happened to the panel.
#[derive(Clone, Debug)]
pub enum CounterMessage {
    /// There is something new to show.
    Published(Status),
    /// The reader paused or resumed it.
    Toggled,
    /// The numbers are older than what is said of them.
    Aged,
}

/// A counter panel by itself.
pub type CounterPanel = Alone<CounterPanelProps>;

/// Polls a counter and shows its numbers. It is no live region: numbers that
/// change by themselves would otherwise be read out over the article.
pub struct CounterPart {
    status: Status,
    poller: Poller,
    ageing: Option<Timeout>,
}

impl CounterPart {
    /// Begins to poll.
    pub fn new(props: &CounterPanelProps, link: &Link) -> Self {
        Self {
            status: State::new().status(),
            poller: start(props, link),
            ageing: None,
        }
    }

    /// Asks another counter, or the same one again.
    pub fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link) {
        if new.settings != old.settings || new.host != old.host {
            self.status = State::new().status();
            self.poller = start(new, link);
        } else if new.refreshes != old.refreshes {
            self.poller.report(Event::Refresh);
        }
    }

    /// Takes note; whether there is something new to show.
    pub fn update(&mut self, message: CounterMessage, link: &Link) -> bool {
        match message {
            CounterMessage::Published(status) => {
                let news = status != self.status;
                self.status = status;
                if !news {
                    return false;
                }
            }
            CounterMessage::Toggled => {
                let paused = matches!(self.status.freshness, Freshness::Paused { .. });
                self.poller.report(if paused {
                    Event::Resumed
                } else {
                    Event::Paused
                });
                return false;
            }
            CounterMessage::Aged => {}
        }
        // While numbers grow old, so does what is said of their age.
        self.ageing = matches!(self.status.freshness, Freshness::Stale { .. }).then(|| {
            let link = link.clone();
            after(
                30_000,
                Box::new(move || link.send_message(Message::Counter(CounterMessage::Aged))),
            )
        });
        true
    }

    /// The panel as elements.
    pub fn view(&self, props: &CounterPanelProps, link: &Link) -> Html {
        let toggle = on_event(link, || Message::Counter(CounterMessage::Toggled));
        table(&self.status, &props.language, toggle)
    }
}

/// The panel for one state of knowledge.
pub fn table(status: &Status, language: &Language, toggle: Callback<web_sys::Event>) -> Html {
    let words = language.words;
    let (state, toggled) = match status.freshness {
        Freshness::Waiting => ("waiting", words.counter_pause),
        Freshness::Live { .. } => ("live", words.counter_pause),
        Freshness::Stale { .. } => ("stale", words.counter_pause),
        Freshness::Unreachable => ("unreachable", words.counter_pause),
        Freshness::Paused { .. } => ("paused", words.counter_resume),
    };
    let mut panel = element("section class=counter part=counter aria-labelledby=readerly-counter")
        .with("data-state", state)
        .nest(element("h2 key=heading id=readerly-counter").text(words.counter_heading));
    if let Some(counts) = &status.counts {
        panel = panel.child(rows(counts, words, language));
    }
    let button = element("button type=button class=counter-toggle")
        .on("click", toggle)
        .text(toggled);
    let foot = element("div key=foot class=counter-foot")
        .nest(element("p class=counter-status").text(&note(status.freshness, language)))
        .nest(button);
    panel.nest(foot).done()
}

/// What is offered, in the order of the panels that readers know. What is not
/// offered has no row; a zero has one.
fn rows(counts: &Counts, words: &'static Words, language: &Language) -> Html {
    let site = &counts.site;
    let page = counts.page.as_ref();
    let figures = [
        (
            "row online",
            words.counter_online,
            counts.online.map(|online| online.value),
        ),
        (
            "row",
            words.counter_page_online,
            page.and_then(|page| page.online),
        ),
        ("row", words.counter_today, site.today),
        ("row", words.counter_yesterday, site.yesterday),
        ("row", words.counter_week, site.week),
        ("row", words.counter_month, site.month),
        ("row", words.counter_year, site.year),
        ("row", words.counter_visitors, site.visitors),
        (
            "row",
            words.counter_page_views,
            page.and_then(|page| page.views),
        ),
        ("row total", words.counter_total, site.views),
    ];
    let mut list = element("dl key=numbers");
    for (class, label, value) in figures {
        if let Some(value) = value {
            // A translator that replaced the text node would leave Yew writing
            // to one that is no longer there: the number would stand still.
            let figure = element("dd translate=no").text(&language.formats.number(value));
            let row = element("div").key(label).with("class", class);
            list = list.nest(row.nest(element("dt").text(label)).nest(figure));
        }
    }
    list.done()
}

/// One line on how good the numbers are. Only old numbers have an age, so that
/// a panel whose numbers do not change does not change either.
fn note(freshness: Freshness, language: &Language) -> String {
    let words = language.words;
    match freshness {
        Freshness::Live { .. } => String::new(),
        Freshness::Waiting => words.counter_waiting.to_owned(),
        Freshness::Unreachable => words.counter_unreachable.to_owned(),
        Freshness::Paused { .. } => words.counter_paused.to_owned(),
        Freshness::Stale { since_ms } => {
            let age = clock::now_ms().saturating_sub(since_ms);
            locale::fill(words.counter_stale, &[("ago", &language.formats.ago(age))])
        }
    }
}

fn start(props: &CounterPanelProps, link: &Link) -> Poller {
    let CounterPanelProps { settings, host, .. } = props;
    let link = link.clone();
    let publish =
        move |status| link.send_message(Message::Counter(CounterMessage::Published(status)));
    Poller::start(settings.clone(), host.clone(), Callback::from(publish))
}
