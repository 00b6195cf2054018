//! The visitor counter panel.

use super::super::element::element;
use super::super::language::Language;
use super::super::part::{Link, Message, on_event};
use super::poller::Poller;
use super::{Beginning, CounterMessage, CounterPanelProps, Panel};
use crate::browser::{Timeout, after, clock};
use crate::counter::model::Counts;
use crate::counter::poll::{Event, Freshness, State, Status};
use crate::locale::{self, Words};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Html};

/// Polls a counter and shows its numbers. It is no live region: numbers that
/// change by themselves would otherwise be read out over the article.
#[derive(Debug)]
struct LivePanel {
    status: Status,
    /// Where the poller puts what there is to show.
    news: Rc<RefCell<Option<Status>>>,
    poller: Poller,
    ageing: Option<Timeout>,
}

/// Begins to poll.
pub fn begin(beginning: &mut Beginning<'_>) {
    let news = Rc::default();
    let poller = start(beginning.props, beginning.link, &news);
    beginning.panel = Some(Box::new(LivePanel {
        status: State::new().status(),
        news,
        poller,
        ageing: None,
    }));
}

impl Panel for LivePanel {
    fn changed(&mut self, new: &CounterPanelProps, old: &CounterPanelProps, link: &Link) {
        if new.settings != old.settings || new.host != old.host {
            self.status = State::new().status();
            self.news.take();
            self.poller = start(new, link, &self.news);
        } else if new.refreshes != old.refreshes {
            self.poller.report(Event::Refresh);
        }
    }

    fn update(&mut self, message: CounterMessage, link: &Link) -> bool {
        match message {
            CounterMessage::News => {
                let news = self.news.take().filter(|status| *status != self.status);
                let Some(status) = news else {
                    return false;
                };
                self.status = status;
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
            CounterMessage::Arrived(_) => return false,
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

    fn view(&self, props: &CounterPanelProps, link: &Link) -> Html {
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

fn start(props: &CounterPanelProps, link: &Link, news: &Rc<RefCell<Option<Status>>>) -> Poller {
    let CounterPanelProps { settings, host, .. } = props;
    let link = link.clone();
    let news = news.clone();
    let publish = move |status| {
        *news.borrow_mut() = Some(status);
        link.send_message(Message::Counter(CounterMessage::News));
    };
    Poller::start(settings.clone(), host.clone(), Callback::from(publish))
}
