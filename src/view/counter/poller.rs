//! All that feeds one panel: its counters, the page's own events, and the visit.

use super::complaint;
use super::feed::Feed;
use super::given::CounterPanelProps;
use super::visit::Visit;
use crate::browser::details::{self, PartEvent};
use crate::browser::host::Host;
use crate::browser::page::{self, Listeners, PageEvent};
use crate::browser::{self, Timeout, after, url};
use crate::counter::merge::merge;
use crate::counter::model::Counts;
use crate::counter::poll::{Event, Freshness, Status};
use crate::counter::wanted;
use std::cell::{Cell, OnceCell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};
use yew::Callback;

/// The counters of one panel at work. Every timer, request, stream, lock and
/// listener of theirs ends when it is dropped.
#[must_use = "dropping the poller ends it"]
pub struct Poller {
    sources: Rc<Sources>,
    _listeners: Listeners,
}

struct Sources {
    host: Host,
    publish: Callback<Status>,
    moved: Callback<()>,
    feeds: OnceCell<Vec<Feed>>,
    /// What each of the feeds has to show.
    statuses: RefCell<Vec<Status>>,
    /// The numbers of which the owner's scripts know.
    told: RefCell<Option<Rc<Counts>>>,
    /// Where the owner asked for it.
    visit: RefCell<Option<Visit>>,
    /// Whether anything was asked; not while a page is prepared and not opened.
    has_begun: Cell<bool>,
    activation: RefCell<Option<Listeners>>,
    /// Takes up polling again on a page that was not left after all.
    staying: RefCell<Option<Timeout>>,
}

/// Milliseconds after which a page that was about to be left is taken to stay.
const STAYING_MS: u32 = 2_000;

impl fmt::Debug for Poller {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Poller")
    }
}

impl Poller {
    /// Begins to poll; `publish` is called whenever there is something new to
    /// show, `moved` when the page may have another address. `last` is the poller whose place it takes, and which is dropped
    /// after this: a counter that both ask is not asked again before its time,
    /// however often an owner's script changes its mind.
    pub fn start(
        props: &CounterPanelProps,
        publish: Callback<Status>,
        moved: Callback<()>,
        last: Option<&Self>,
    ) -> Self {
        let CounterPanelProps { settings, host, .. } = props;
        let sources = Rc::new(Sources {
            host: host.clone(),
            publish,
            moved,
            feeds: OnceCell::new(),
            statuses: RefCell::default(),
            told: RefCell::default(),
            visit: RefCell::default(),
            has_begun: Cell::new(false),
            activation: RefCell::default(),
            staying: RefCell::default(),
        });
        let (endpoints, warnings) = wanted::endpoints(
            &settings.urls,
            settings.formats.as_deref(),
            settings.map.as_deref(),
        );
        for warning in warnings {
            browser::warn(&warning);
        }
        let page = url::page();
        let mut feeds = Vec::new();
        let mut counted = None;
        for endpoint in &endpoints {
            let weak = Rc::downgrade(&sources);
            let index = feeds.len();
            let changed = move |status| take(&weak, index, status);
            match Feed::new(endpoint, settings.every_ms.into(), &page, Rc::new(changed)) {
                Ok(feed) => {
                    if settings.hit && counted.is_none() && feed.takes_visits() {
                        counted = Some((index, endpoint.url.clone()));
                    }
                    sources.statuses.borrow_mut().push(feed.status());
                    feeds.push(feed);
                }
                Err(refusal) => complaint::refused(&endpoint.url, &refusal.to_string()),
            }
        }
        if feeds.is_empty() {
            sources.publish.emit(Status {
                freshness: Freshness::Unreachable,
                counts: None,
                failure: None,
            });
        }
        let _ = sources.feeds.set(feeds);
        for old in last.map_or(&[][..], |last| last.sources.feeds()) {
            for feed in sources.feeds() {
                feed.inherit(old);
            }
        }
        let weak = Rc::downgrade(&sources);
        let listeners = {
            let weak = weak.clone();
            page::listen(Rc::new(move |event| on_page_event(&weak, event)))
        };
        let begin = move || {
            if let Some(sources) = weak.upgrade() {
                sources.begin(counted.as_ref());
            }
        };
        // A page that is prepared is not read, and may never be.
        if page::is_prerendering() {
            let activation = page::on_activation(Box::new(begin));
            *sources.activation.borrow_mut() = Some(activation);
        } else {
            begin();
        }
        Self {
            sources,
            _listeners: listeners,
        }
    }

    /// Reports what the reader or the owner asked for.
    pub fn report(&self, event: fn() -> Event) {
        self.sources.report(event);
    }
}

impl Sources {
    /// Asks for the first numbers; `counted` is the feed whose counter is told
    /// of the visit, and its address.
    fn begin(&self, counted: Option<&(usize, String)>) {
        if self.has_begun.replace(true) {
            return;
        }
        let told = counted.map(|(index, _)| *index);
        for (index, feed) in self.feeds().iter().enumerate() {
            if !page::is_visible() {
                feed.report(Event::Hidden);
            }
            if !page::is_online() {
                feed.report(Event::Offline);
            }
            feed.open();
            // That one's first numbers are asked for when the visit has been
            // counted, so that a reader sees themselves among those present.
            if told != Some(index) {
                feed.report(Event::Started);
            }
        }
        if let Some((index, url)) = counted
            && let Some(feed) = self.feeds().get(*index)
        {
            let feed = feed.downgrade();
            let counted = move || super::feed::report_poll(&feed, Event::Started);
            *self.visit.borrow_mut() = Some(Visit::begin(url, Rc::new(counted)));
        }
    }

    fn feeds(&self) -> &[Feed] {
        self.feeds.get().map_or(&[], Vec::as_slice)
    }

    /// To copy an event takes the code for copying each kind of it; to make it
    /// anew takes none.
    fn report(&self, event: fn() -> Event) {
        for feed in self.feeds() {
            feed.report(event());
        }
    }

    fn show(&self, status: Status) {
        let news = self.news(&status);
        self.publish.emit(status);
        if let Some(news) = news {
            details::emit(&self.host, &news);
        }
    }

    /// The event for numbers that have not been told yet.
    fn news(&self, status: &Status) -> Option<PartEvent> {
        let counts = status.counts.as_ref()?;
        let mut told = self.told.borrow_mut();
        if told.as_ref().is_some_and(|told| told.same_numbers(counts)) {
            return None;
        }
        *told = Some(counts.clone());
        let online = counts.online;
        if let Some(visit) = &*self.visit.borrow() {
            visit.pace(online.and_then(|online| online.window_seconds));
        }
        Some(PartEvent::Count {
            online: online.map(|online| online.value),
            total: counts.site.views,
            page: counts.page.as_ref().and_then(|page| page.views),
        })
    }
}

/// One of the feeds has something new to show.
fn take(sources: &Weak<Sources>, index: usize, status: Status) {
    let Some(sources) = sources.upgrade() else {
        return;
    };
    let merged = {
        let mut statuses = sources.statuses.borrow_mut();
        if let Some(place) = statuses.get_mut(index) {
            *place = status;
        }
        merge(&statuses)
    };
    sources.show(merged);
}

fn on_page_event(sources: &Weak<Sources>, event: PageEvent) {
    let Some(sources) = sources.upgrade() else {
        return;
    };
    if let Some(visit) = &*sources.visit.borrow() {
        match event {
            PageEvent::Left => visit.leave(),
            PageEvent::Restored | PageEvent::Shown => visit.resume(),
            PageEvent::Hidden => visit.rest(),
            _ => {}
        }
    }
    let events: &[fn() -> Event] = match event {
        PageEvent::Moved => return sources.moved.emit(()),
        PageEvent::Shown | PageEvent::Focused => &[|| Event::Shown],
        PageEvent::Hidden => &[|| Event::Hidden],
        PageEvent::Online => &[|| Event::Online],
        PageEvent::Offline => &[|| Event::Offline],
        PageEvent::Leaving | PageEvent::Left => &[|| Event::PageHidden],
        PageEvent::Restored if page::is_visible() => &[|| Event::PageRestored, || Event::Shown],
        PageEvent::Restored => &[|| Event::PageRestored, || Event::Hidden],
    };
    if event == PageEvent::Restored && sources.has_begun.get() {
        sources.feeds().iter().for_each(Feed::open);
    }
    for event in events {
        sources.report(*event);
    }
    if matches!(event, PageEvent::Leaving | PageEvent::Left) {
        sources.feeds().iter().for_each(Feed::close);
        // A page that is only about to be left may stay: a download begins as a
        // link does.
        *sources.staying.borrow_mut() = (event == PageEvent::Leaving).then(|| {
            let weak = Rc::downgrade(&sources);
            let stays = move || on_page_event(&weak, PageEvent::Restored);
            after(STAYING_MS, Box::new(stays))
        });
    }
}
