//! The visitor counter panel.

use super::element::element;
use super::language::Language;
use super::poller::Poller;
use super::settings::CounterSettings;
use crate::browser::Timeout;
use crate::browser::clock;
use crate::browser::host::Host;
use crate::counter::model::Counts;
use crate::counter::poll::{Event, Freshness, State, Status};
use crate::locale::{self, Words};
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Component, Context, Html, Properties};

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

/// Polls a counter and shows its numbers. It is no live region: numbers that
/// change by themselves would otherwise be read out over the article.
pub struct CounterPanel {
    status: Status,
    poller: Poller,
    ageing: Option<Timeout>,
}

impl Component for CounterPanel {
    type Message = CounterMessage;
    type Properties = CounterPanelProps;

    fn create(context: &Context<Self>) -> Self {
        Self { status: State::new().status(), poller: start(context), ageing: None }
    }

    fn changed(&mut self, context: &Context<Self>, old: &CounterPanelProps) -> bool {
        let new = context.props();
        if new.settings != old.settings || new.host != old.host {
            self.status = State::new().status();
            self.poller = start(context);
        } else if new.refreshes != old.refreshes {
            self.poller.report(Event::Refresh);
        }
        true
    }

    fn update(&mut self, context: &Context<Self>, message: CounterMessage) -> bool {
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
                self.poller.report(if paused { Event::Resumed } else { Event::Paused });
                return false;
            }
            CounterMessage::Aged => {}
        }
        // While numbers grow old, so does what is said of their age.
        self.ageing = matches!(self.status.freshness, Freshness::Stale { .. }).then(|| {
            let link = context.link().clone();
            Timeout::new(30_000, move || link.send_message(CounterMessage::Aged))
        });
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let toggle = context.link().callback(|_| CounterMessage::Toggled);
        table(&self.status, &context.props().language, toggle)
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
    let mut panel = element("section")
        .with("class", "counter")
        .with("part", "counter")
        .with("aria-labelledby", "counter")
        .with("data-state", state)
        .child(element("h2").key("heading").with("id", "counter").text(words.counter_heading).done());
    if let Some(counts) = &status.counts {
        panel = panel.child(rows(counts, words, language));
    }
    let button = element("button")
        .with("type", "button")
        .with("class", "counter-toggle")
        .on(ListenerKind::onclick, toggle)
        .text(toggled);
    let foot = element("div")
        .key("foot")
        .with("class", "counter-foot")
        .child(element("p").with("class", "counter-status").text(&note(status.freshness, language)).done())
        .child(button.done());
    panel.child(foot.done()).done()
}

/// What is offered, in the order of the panels that readers know. What is not
/// offered has no row; a zero has one.
fn rows(counts: &Counts, words: &'static Words, language: &Language) -> Html {
    let site = &counts.site;
    let page = counts.page.as_ref();
    let figures = [
        ("row online", words.counter_online, counts.online.map(|online| online.value)),
        ("row", words.counter_page_online, page.and_then(|page| page.online)),
        ("row", words.counter_today, site.today),
        ("row", words.counter_yesterday, site.yesterday),
        ("row", words.counter_week, site.week),
        ("row", words.counter_month, site.month),
        ("row", words.counter_year, site.year),
        ("row", words.counter_visitors, site.visitors),
        ("row", words.counter_page_views, page.and_then(|page| page.views)),
        ("row total", words.counter_total, site.views),
    ];
    let mut list = element("dl").key("numbers");
    for (class, label, value) in figures {
        if let Some(value) = value {
            // A translator that replaced the text node would leave Yew writing
            // to one that is no longer there: the number would stand still.
            let figure = element("dd").with("translate", "no").text(&language.formats.number(value));
            let row = element("div").key(label).with("class", class);
            list = list.child(row.child(element("dt").text(label).done()).child(figure.done()).done());
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

fn start(context: &Context<CounterPanel>) -> Poller {
    let CounterPanelProps { settings, host, .. } = context.props();
    Poller::start(settings.clone(), host.clone(), context.link().callback(CounterMessage::Published))
}
