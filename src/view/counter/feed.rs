//! One counter on its way to a panel: carries out what the machines decide.

use super::company::Company;
use super::stream::{Stream, Told};
use super::{answer, complaint};
use crate::browser::fetch::{self, Ended, Request, Wanted};
use crate::browser::{Timeout, after, clock, selectors, url};
use crate::counter::poll::{Config, Effect, Event, Failure, Status};
use crate::counter::read::CounterError;
use crate::counter::share::{self, Share, ShareEffect, ShareEvent};
use crate::counter::source::{Answer, Ask, Dialogue, Endpoint, Next, Pages, Refusal};
use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

/// A counter that is asked, with all that waits for it: timers, a request, a
/// stream, a lock, a channel. All of them stop when it is dropped.
#[must_use = "dropping the feed ends it"]
pub struct Feed(Rc<RefCell<Work>>);

/// A feed that may be gone.
pub type WeakFeed = Weak<RefCell<Work>>;

/// A feed at work.
pub struct Work {
    /// Address of the counter as its owner gave it.
    url: String,
    dialogue: Dialogue,
    share: Share,
    company: Company,
    /// What the owner asks for.
    every_ms: u64,
    /// The same, as far as the counter bears it.
    config: Config,
    /// The poll machine's.
    timer: Option<Timeout>,
    /// That of the machine by which panels share one poll.
    share_timer: Option<Timeout>,
    request: Option<Request>,
    stream: Option<Stream>,
    changed: Rc<dyn Fn(Status)>,
}

impl fmt::Debug for Feed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Feed")
    }
}

impl Feed {
    /// A feed that waits for [`Event::Started`]. `page` is the address of the
    /// page; `changed` is called with whatever there is to show.
    ///
    /// # Errors
    /// Where the counter is not to be asked.
    pub fn new(
        endpoint: &Endpoint,
        every_ms: u64,
        page: &str,
        changed: Rc<dyn Fn(Status)>,
    ) -> Result<Self, Refusal> {
        let dialogue = Dialogue::new(endpoint, page)?;
        let config = config(every_ms, &dialogue);
        Ok(Self(Rc::new(RefCell::new(Work {
            url: endpoint.url.clone(),
            company: Company::new(share::name(&dialogue.key(), &config)),
            config,
            dialogue,
            share: Share::new(),
            every_ms,
            timer: None,
            share_timer: None,
            request: None,
            stream: None,
            changed,
        }))))
    }

    /// What there is to show before anything has happened.
    pub fn status(&self) -> Status {
        self.0.borrow().share.status()
    }

    /// Joins the other panels of the site. Nothing is asked before this.
    pub fn open(&self) {
        let feed = self.downgrade();
        if let Some(is_open) = with(&feed, |work| work.company.open(telling(&feed))) {
            report(&feed, ShareEvent::Opened { is_alone: !is_open });
        }
    }

    /// Goes on where `old` stands, which is about to be dropped, if both ask the
    /// same thing.
    pub fn inherit(&self, old: &Self) {
        if self.0.borrow().dialogue.key() != old.0.borrow().dialogue.key() {
            return;
        }
        let has_asked = old.0.borrow().request.is_some();
        // This gives up a request under way.
        old.report(Event::PageHidden);
        let old = old.0.borrow();
        let mut news = old.share.news();
        let Some(began_ms) = news.began_ms else {
            return;
        };
        if news.counts.is_none() && news.failure.is_none() && has_asked {
            // Nothing is there to show: a second has to do.
            news.began_ms = Some(began_ms.saturating_sub(4_000));
        }
        // Nobody waits longer than the owner now asks for.
        let every_ms = self.0.borrow().every_ms;
        if every_ms < old.every_ms && news.failure.is_none() {
            let wait_ms = every_ms.max(old.dialogue.least_interval_ms());
            let latest_ms = clock::now_ms().saturating_add(wait_ms);
            news.due_ms = news.due_ms.map(|due_ms| due_ms.min(latest_ms));
        }
        self.report(Event::Told(news));
    }

    /// Leaves them, after whatever was reported before.
    pub fn close(&self) {
        with(&self.downgrade(), |work| work.company.close());
    }

    /// Reports what happened to the page, or what a person asked for.
    pub fn report(&self, event: Event) {
        report(&self.downgrade(), ShareEvent::Poll(event));
    }

    /// Whether the counter can be told of a visit.
    pub fn takes_visits(&self) -> bool {
        self.0.borrow().dialogue.takes_visits()
    }

    /// The same feed, for callbacks.
    pub fn downgrade(&self) -> WeakFeed {
        Rc::downgrade(&self.0)
    }
}

/// Lets the machines take note of an event, and does what they decide.
fn report(feed: &WeakFeed, event: ShareEvent) {
    let effects = with(feed, |work| {
        let (now_ms, random) = (clock::now_ms(), clock::random());
        work.share.step(&work.config, event, now_ms, random)
    });
    // What comes of an effect at once waits for the rest of them, which were
    // decided before.
    let mut events = Vec::new();
    for effect in effects.unwrap_or_default() {
        if let ShareEffect::Poll(Effect::Publish(status)) = effect {
            let changed = with(feed, |work| {
                // A request that took too long was given up, so nothing else
                // can tell the owner of it.
                if status.failure == Some(Failure::TimedOut) && work.share.is_leading() {
                    let sentence = complaint::sentence("", Failure::TimedOut, "");
                    work.complain(&[&sentence]);
                }
                work.changed.clone()
            });
            // Whoever listens may call back.
            if let Some(changed) = changed {
                changed(status);
            }
        } else {
            events.extend(with(feed, |work| work.perform(feed, effect)).flatten());
        }
    }
    for event in events {
        report(feed, event);
    }
}

/// The same for the poll machine.
pub fn report_poll(feed: &WeakFeed, event: Event) {
    report(feed, ShareEvent::Poll(event));
}

/// Does `then` with the feed, where it still is.
fn with<T>(feed: &WeakFeed, then: impl FnOnce(&mut Work) -> T) -> Option<T> {
    let work = feed.upgrade()?;
    let mut work = work.try_borrow_mut().ok()?;
    Some(then(&mut work))
}

impl Work {
    /// Does what was decided; what comes of it at once.
    fn perform(&mut self, feed: &WeakFeed, effect: ShareEffect) -> Option<ShareEvent> {
        let is_done = match effect {
            ShareEffect::RequestLock { ticket } => {
                self.company.request(telling(feed), ticket, false)
            }
            ShareEffect::StealLock { ticket } => self.company.request(telling(feed), ticket, true),
            ShareEffect::Post(text) => self.company.post(&text),
            ShareEffect::ReleaseLock { ticket } => {
                self.company.release(ticket);
                true
            }
            ShareEffect::WakeAfter { delay_ms } => {
                self.share_timer = Some(wake(feed, delay_ms, ShareEvent::Tick));
                true
            }
            ShareEffect::CancelWake => {
                self.share_timer = None;
                true
            }
            ShareEffect::Poll(effect) => return self.perform_poll(feed, effect),
        };
        (!is_done).then_some(ShareEvent::Opened { is_alone: true })
    }

    fn perform_poll(&mut self, feed: &WeakFeed, effect: Effect) -> Option<ShareEvent> {
        match effect {
            Effect::Fetch { generation } => {
                let ask = self.dialogue.begin(clock::now_ms());
                self.send(feed, generation, ask);
            }
            Effect::WakeAfter { delay_ms } => {
                self.timer = Some(wake(feed, delay_ms, ShareEvent::Poll(Event::Tick)));
            }
            Effect::CancelWake => self.timer = None,
            // There is one request at a time, and the machine knows which.
            Effect::Abort { .. } => self.request = None,
            Effect::OpenStream {
                generation,
                address,
            } => {
                let Some(url) = url::live(&address, &self.url) else {
                    self.complain(&[
                        "its stream ",
                        &address,
                        " is no address that this page may open. What to do: name one on \
                         https, without a name and a password.",
                    ]);
                    return Some(ShareEvent::Poll(Event::StreamEnded {
                        generation,
                        // For good.
                        failure: Failure::Status {
                            code: 204,
                            retry_after: None,
                        },
                    }));
                };
                self.stream = Some(Stream::open(&url, generation, told_by_stream(feed)));
            }
            Effect::CloseStream => self.stream = None,
            Effect::Publish(_) => {}
        }
        None
    }

    /// One request of a poll, which may have several; together they are the one
    /// that the machine knows.
    fn send(&mut self, feed: &WeakFeed, generation: u64, ask: Ask) {
        let wanted = Wanted {
            url: ask.url,
            // The machine ends a poll that takes too long; this only bounds one
            // whose machine sleeps.
            timeout_ms: 60_000,
            max_bytes: ask.max_bytes,
            // The browser asks the server whether its copy is still good.
            cache: "no-cache",
            headers: ask.headers,
            statuses: ask.statuses,
            article_of: None,
        };
        let feed = feed.clone();
        let finished = move |ended| {
            let event = with(&feed, |work| work.answered(&feed, generation, ended));
            if let Some(event) = event.flatten() {
                report_poll(&feed, event);
            }
        };
        self.request = Some(fetch::get(wanted, Box::new(finished)));
    }

    /// What an answer means for the machine; nothing, where the poll goes on.
    fn answered(&mut self, feed: &WeakFeed, generation: u64, ended: Ended) -> Option<Event> {
        let failure = match ended {
            Err(failure) => {
                let failure = answer::failure(failure);
                let sentence = complaint::sentence(&self.url, failure, self.dialogue.advice());
                self.complain(&[&sentence]);
                failure
            }
            Ok(arrived) => {
                let answer = Answer {
                    status: arrived.status,
                    text: &arrived.text,
                    now_ms: clock::now_ms(),
                };
                let next = self.dialogue.take(&answer, &BrowserPages);
                // The first answer may tell what kind of counter it is.
                self.config = config(self.every_ms, &self.dialogue);
                match next {
                    Next::Ask(ask) => {
                        self.send(feed, generation, ask);
                        return None;
                    }
                    Next::Counts(mut counts, warnings) => {
                        if !warnings.is_empty() {
                            self.complain(&[&warnings.join("; ")]);
                        }
                        answer::settle_stream(&mut counts, &arrived.url);
                        let counts = Rc::new(counts);
                        return Some(Event::Arrived { generation, counts });
                    }
                    Next::Failed(error) => {
                        self.complain(&[&error.to_string()]);
                        match error {
                            CounterError::TooLarge { .. } => Failure::TooLarge,
                            _ => Failure::Unreadable,
                        }
                    }
                    Next::Refused { code, error } => {
                        self.complain(&[&error.to_string()]);
                        Failure::Status {
                            code,
                            retry_after: None,
                        }
                    }
                }
            }
        };
        Some(Event::Failed {
            generation,
            failure,
        })
    }

    /// Tells the owner what is wrong.
    fn complain(&self, problem: &[&str]) {
        complaint::once(&self.url, &problem.concat());
    }
}

/// What is to be called with what happens to the lock and on the channel.
fn telling(feed: &WeakFeed) -> Rc<dyn Fn(ShareEvent)> {
    let feed = feed.clone();
    Rc::new(move |event| report(&feed, event))
}

/// What is to be called with what comes of a stream.
fn told_by_stream(feed: &WeakFeed) -> Box<dyn Fn(Told)> {
    let feed = feed.clone();
    Box::new(move |told| match told {
        Told::Event(event) => report_poll(&feed, event),
        Told::Ended(event) => {
            // It is this one: a stream that was closed is dropped, and not heard.
            with(&feed, |work| work.stream = None);
            report_poll(&feed, event);
        }
        Told::Fault(fault) => {
            with(&feed, |work| work.complain(&["its stream: ", &fault]));
        }
    })
}

fn wake(feed: &WeakFeed, delay_ms: u32, event: ShareEvent) -> Timeout {
    let feed = feed.clone();
    after(delay_ms, Box::new(move || report(&feed, event)))
}

fn config(every_ms: u64, dialogue: &Dialogue) -> Config {
    Config::every(every_ms).at_least(dialogue.least_interval_ms())
}

/// The browser's own parser and selectors.
struct BrowserPages;

impl Pages for BrowserPages {
    fn texts(&self, html: &str, selectors: &[&str]) -> Result<Vec<Option<String>>, Option<String>> {
        selectors::texts(html, selectors)
    }
}
