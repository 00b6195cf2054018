//! The players of a page know of each other: one plays at a time, and a link
//! into a video finds the player that it means.
//!
//! All readers of a page share this list. What else can be heard in a reader
//! (the audio of an article, what its owner put into its slots) keeps to the
//! rule too, though it knows nothing of it.

use super::given::{Link, VideoMessage};
use super::seek_links::{self, SeekLinks};
use crate::article::Video;
use crate::browser::host::Host;
use crate::browser::media;
use crate::browser::page::{self, Listeners, PageEvent};
use crate::browser::sight;
use crate::browser::sounds::{self, Sounds};
use crate::video::Source;
use crate::video::control::Command;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlElement;

/// Around each of our own players, which tell by themselves that they begin.
const OWN: &str = ".video-player .video-box";

thread_local! {
    static MEMBERS: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
    /// What is not ours and began to play last.
    static STRANGER: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

struct Entry {
    number: u32,
    link: Link,
    host: Host,
    /// One for all members of one reader.
    sounds: Rc<Sounds>,
}

/// A player among the others of the page, until it is dropped.
pub(super) struct Member {
    number: u32,
    links: SeekLinks,
    _page: Listeners,
}

impl Member {
    /// Joins the others.
    pub fn new(host: &Host, in_slot: bool, link: &Link) -> Self {
        let number = NEXT.get();
        NEXT.set(number.wrapping_add(1));
        MEMBERS.with_borrow_mut(|members| {
            let known = members.iter().find(|member| member.host == *host);
            let sounds = known.map_or_else(
                || {
                    Rc::new(sounds::listen(
                        host.element(),
                        OWN,
                        Rc::new(stranger_begins),
                    ))
                },
                |member| member.sounds.clone(),
            );
            members.push(Entry {
                number,
                link: link.clone(),
                host: host.clone(),
                sounds,
            });
        });
        let page = {
            let link = link.clone();
            let happened = move |event| {
                if matches!(event, PageEvent::Hidden | PageEvent::Left) {
                    link.send(VideoMessage::PageHidden(true));
                }
            };
            page::listen(Rc::new(happened))
        };
        Self {
            number,
            links: seek_links::follow(host, in_slot, number, link),
            _page: page,
        }
    }

    /// The name of the player among all of the page.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Links to this video, from now on, lead into it.
    pub fn shows(&self, video: &Video, source: &Source) {
        self.links.shows(video, source);
    }

    /// Moves the focus to the first element of the player that matches.
    pub fn focus(&self, host: &Host, selector: &str) {
        if let Some(target) = seek_links::part(host, self.number, selector) {
            sight::focus_where_it_is(&target);
        }
    }

    /// Has all others pause.
    pub fn begins(&self) {
        pause_players_but(Some(self.number));
        pause_stranger(None);
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let number = self.number;
        let left = MEMBERS.with_borrow_mut(|members| {
            let place = members.iter().position(|member| member.number == number)?;
            Some(members.swap_remove(place))
        });
        drop(left);
    }
}

fn stranger_begins(element: HtmlElement) {
    pause_players_but(None);
    pause_stranger(Some(element));
}

fn pause_players_but(number: Option<u32>) {
    // A player that is told may leave or join, so nothing is borrowed then.
    let links: Vec<Link> = MEMBERS.with_borrow(|members| {
        let others = members
            .iter()
            .filter(|member| Some(member.number) != number);
        others.map(|member| member.link.clone()).collect()
    });
    for link in links {
        link.send(VideoMessage::Order(Command::Pause));
    }
}

/// Pauses the stranger that was heard last, unless it is `now` once more.
fn pause_stranger(now: Option<HtmlElement>) {
    let before = STRANGER.replace(now.clone());
    if let Some(before) = before
        && now.as_ref() != Some(&before)
    {
        media::pause(&before);
    }
}
