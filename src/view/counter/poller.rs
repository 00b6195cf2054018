//! Carries out what the poll machine decides.

use super::super::settings::CounterSettings;
use crate::browser::fetch::{self, Request, Wanted};
use crate::browser::host::{Host, HostEvent};
use crate::browser::page::{self, PageEvent};
use crate::browser::presence::Panel;
use crate::browser::{self, Timeout, after, clock};
use crate::counter::model::Counts;
use crate::counter::poll::{self, Config, Effect, Event, Failure, State, Status};
use crate::counter::read::{self, CounterError};
use crate::counter::retry_after;
use std::cell::RefCell;
use std::mem;
use std::rc::{Rc, Weak};
use yew::Callback;

/// Milliseconds that the first numbers wait for the visit to be counted.
const HIT_PATIENCE_MS: u32 = 2_000;

/// The machine with its timer, its request and its listeners; all of them stop
/// when it is dropped.
#[must_use = "dropping the poller ends it"]
pub struct Poller {
    machine: Rc<RefCell<Machine>>,
    _listeners: page::Listeners,
}

struct Machine {
    state: State,
    config: Config,
    settings: CounterSettings,
    host: Host,
    publish: Callback<Status>,
    timer: Option<Timeout>,
    request: Option<(u64, Request)>,
    /// The panel's part in telling the counter of this visit, where the owner
    /// asked for it.
    panel: Option<Panel>,
    heartbeat: Option<Timeout>,
    shown: Option<Rc<Counts>>,
    /// Whether the owner has been told of a problem.
    complained: bool,
}

impl std::fmt::Debug for Poller {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Poller")
    }
}

impl Poller {
    /// Begins to poll; `publish` is called whenever there is something new to show.
    pub fn start(settings: CounterSettings, host: Host, publish: Callback<Status>) -> Self {
        let (hit, url) = (settings.hit, settings.url.clone());
        let machine = Rc::new(RefCell::new(Machine {
            state: State::new(),
            config: Config::every(settings.every_ms.into()),
            settings,
            host,
            publish,
            timer: None,
            request: None,
            panel: None,
            heartbeat: None,
            shown: None,
            complained: false,
        }));
        let weak = Rc::downgrade(&machine);
        let listeners = {
            let weak = weak.clone();
            page::listen(Rc::new(move |event| on_page_event(&weak, event)))
        };
        if !page::is_visible() {
            report(&weak, Event::Hidden);
        }
        if !page::is_online() {
            report(&weak, Event::Offline);
        }
        if hit {
            // The first numbers are asked for when the visit has been counted,
            // so that a reader sees themselves among those present.
            let counted = weak.clone();
            let panel = Panel::join(&url, Box::new(move || report(&counted, Event::Started)));
            // A counter that is slow to take a visit may still be quick to show numbers.
            let late = weak.clone();
            if let Ok(mut inner) = machine.try_borrow_mut() {
                inner.panel = Some(panel);
                inner.timer = Some(after(
                    HIT_PATIENCE_MS,
                    Box::new(move || report(&late, Event::Started)),
                ));
            }
            live_on(&weak);
        } else {
            report(&weak, Event::Started);
        }
        Self {
            machine,
            _listeners: listeners,
        }
    }

    /// Reports what the reader or the owner asked for.
    pub fn report(&self, event: Event) {
        report(&Rc::downgrade(&self.machine), event);
    }
}

fn on_page_event(machine: &Weak<RefCell<Machine>>, event: PageEvent) {
    let events: &[Event] = match event {
        PageEvent::Shown | PageEvent::Focused => &[Event::Shown],
        PageEvent::Hidden => &[Event::Hidden],
        PageEvent::Online => &[Event::Online],
        PageEvent::Offline => &[Event::Offline],
        PageEvent::Left => &[Event::PageHidden],
        PageEvent::Restored if page::is_visible() => &[Event::PageRestored, Event::Shown],
        PageEvent::Restored => &[Event::PageRestored, Event::Hidden],
    };
    match event {
        PageEvent::Left => leave(machine),
        PageEvent::Restored | PageEvent::Shown => live(machine),
        _ => {}
    }
    for event in events {
        report(machine, event.clone());
    }
}

fn report(machine: &Weak<RefCell<Machine>>, event: Event) {
    let Some(strong) = machine.upgrade() else {
        return;
    };
    let effects = {
        let Ok(mut inner) = strong.try_borrow_mut() else {
            return;
        };
        let inner = &mut *inner;
        poll::step(
            &mut inner.state,
            &inner.config,
            event,
            clock::now_ms(),
            clock::random(),
        )
    };
    for effect in effects {
        perform(&strong, effect);
    }
}

fn perform(machine: &Rc<RefCell<Machine>>, effect: Effect) {
    let weak = Rc::downgrade(machine);
    let Ok(mut inner) = machine.try_borrow_mut() else {
        return;
    };
    match effect {
        Effect::Fetch { generation } => {
            let wanted = Wanted {
                url: inner.settings.url.clone(),
                // The machine ends a request that takes too long; this only
                // bounds one whose machine sleeps.
                timeout_ms: 60_000,
                max_bytes: read::BODY_LIMIT,
                // The browser asks the server whether its copy is still good.
                cache: "no-cache",
            };
            let finished = move |result: Result<fetch::Arrived, fetch::Failure>| {
                let event = match result
                    .map_err(failure)
                    .and_then(|arrived| numbers(&weak, &arrived.text))
                {
                    Ok(counts) => Event::Arrived {
                        generation,
                        counts: Rc::new(counts),
                    },
                    Err(failure) => {
                        complain(&weak, &sentence(failure));
                        Event::Failed {
                            generation,
                            failure,
                        }
                    }
                };
                report(&weak, event);
            };
            inner.request = Some((generation, fetch::get(wanted, Box::new(finished))));
        }
        Effect::WakeAfter { delay_ms } => {
            inner.timer = Some(after(
                delay_ms,
                Box::new(move || report(&weak, Event::Tick)),
            ));
        }
        Effect::CancelWake => inner.timer = None,
        Effect::Abort { generation } => {
            if inner
                .request
                .as_ref()
                .is_some_and(|(current, _)| *current == generation)
            {
                inner.request = None;
            }
        }
        Effect::Publish(status) => {
            let news = tell_owner(&mut inner, &status);
            let (publish, host) = (inner.publish.clone(), inner.host.clone());
            // Whoever listens may call back into the machine.
            drop(inner);
            publish.emit(status);
            if let Some(news) = news {
                host.emit(&news);
            }
        }
    }
}

/// The event for numbers that have not been told yet.
fn tell_owner(machine: &mut Machine, status: &Status) -> Option<HostEvent> {
    let counts = status.counts.clone()?;
    if machine
        .shown
        .as_ref()
        .is_some_and(|shown| shown.same_numbers(&counts))
    {
        return None;
    }
    let event = HostEvent::Count {
        online: counts.online.map(|online| online.value),
        total: counts.site.views,
        page: counts.page.as_ref().and_then(|page| page.views),
    };
    machine.shown = Some(counts);
    Some(event)
}

/// Reads a reply; what is wrong with it is told to the owner once.
fn numbers(machine: &Weak<RefCell<Machine>>, text: &str) -> Result<Counts, Failure> {
    match read::read(text) {
        Ok((counts, warnings)) => {
            if !warnings.is_empty() {
                complain(machine, &warnings.join("; "));
            }
            Ok(counts)
        }
        Err(CounterError::TooLarge { .. }) => Err(Failure::TooLarge),
        Err(error) => {
            complain(machine, &error.to_string());
            Err(Failure::Unreadable)
        }
    }
}

/// Writes one line about the counter to the console, and no second one: the
/// next poll most likely says the same.
fn complain(machine: &Weak<RefCell<Machine>>, problem: &str) {
    if let Some(machine) = machine.upgrade()
        && let Ok(mut machine) = machine.try_borrow_mut()
        && !mem::replace(&mut machine.complained, true)
    {
        browser::warn(&["counter ", &machine.settings.url, ": ", problem].concat());
    }
}

/// Cause and remedy of a failure, for the owner.
fn sentence(failure: Failure) -> String {
    match failure {
        Failure::Unreachable => "it gave no answer that this page may read. What to do: check the address; have its server send Access-Control-Allow-Origin; name it in the page's connect-src.".to_owned(),
        Failure::TimedOut => "it did not answer within 8 seconds. What to do: make it answer sooner.".to_owned(),
        Failure::Status { code, .. } => ["it answered ", &code.to_string(), ". What to do: check the address and the server."].concat(),
        Failure::TooLarge => "its answer is larger than 64 KB. What to do: name a counter, not a page.".to_owned(),
        Failure::Unreadable => "its answer is not UTF-8. What to do: have it send JSON.".to_owned(),
    }
}

fn failure(failure: fetch::Failure) -> Failure {
    match failure {
        fetch::Failure::Offline | fetch::Failure::Unreachable => Failure::Unreachable,
        fetch::Failure::TimedOut => Failure::TimedOut,
        fetch::Failure::TooLarge => Failure::TooLarge,
        fetch::Failure::NotText => Failure::Unreadable,
        fetch::Failure::Status {
            code,
            retry_after,
            date,
        } => Failure::Status {
            code,
            retry_after: retry_after.and_then(|value| retry_after::parse(&value, date.as_deref())),
        },
    }
}

/// Tells the counter that the page is still being read, now and from time to
/// time while it can be seen.
fn live(machine: &Weak<RefCell<Machine>>) {
    if let Some(strong) = machine.upgrade()
        && let Ok(inner) = strong.try_borrow()
        && let Some(panel) = &inner.panel
    {
        panel.live();
    }
    live_on(machine);
}

fn live_on(machine: &Weak<RefCell<Machine>>) {
    let Some(strong) = machine.upgrade() else {
        return;
    };
    let Ok(mut inner) = strong.try_borrow_mut() else {
        return;
    };
    inner.heartbeat = (inner.panel.is_some() && page::is_visible()).then(|| {
        let weak = machine.clone();
        after(heartbeat_ms(&inner), Box::new(move || live(&weak)))
    });
}

fn leave(machine: &Weak<RefCell<Machine>>) {
    let Some(strong) = machine.upgrade() else {
        return;
    };
    let Ok(mut inner) = strong.try_borrow_mut() else {
        return;
    };
    inner.heartbeat = None;
    if let Some(panel) = &inner.panel {
        panel.leave();
    }
}

/// Three signs of life in the time after which a counter forgets a reader,
/// which it names; a minute apart where it does not.
fn heartbeat_ms(machine: &Machine) -> u32 {
    let window = machine
        .shown
        .as_ref()
        .and_then(|counts| counts.online?.window_seconds);
    window.map_or(60, |window| (window / 3).clamp(5, 60)) * 1000
}
