//! Where in the article the reader is.

use crate::browser::host::{Host, HostEvent};
use crate::browser::page::{self, Listeners};
use crate::browser::{Timeout, after, anchors};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;

/// Follows the reader through one article until it is dropped.
#[derive(Debug)]
pub struct Position {
    _scroll: Listeners,
    _fragment: Listeners,
}

impl Position {
    /// Dispatches `readerly-progress` once per percent, keeps the place for when the
    /// page is loaded anew, and follows the fragment of the page's address into the
    /// article whenever it changes, and `now`, with the place, if so asked.
    #[inline(never)]
    pub fn follow(article: Element, host: Host, now: bool) -> Self {
        let jump = {
            let article = article.clone();
            move || {
                // What the page itself has under that name goes first.
                if let Some(fragment) =
                    anchors::page_fragment().filter(|name| !anchors::is_on_page(name))
                {
                    anchors::jump(&article, &fragment);
                }
            }
        };
        if now {
            jump();
            // What the page held before is as long as ours, so the browser knew where.
            if !host.has_fallback() {
                host.find_place();
            }
        }
        let told = Rc::new(RefCell::new((0, None::<Timeout>)));
        let scrolled = move || {
            // Weak, or the timer would keep itself alive.
            let (article, host, state) = (article.clone(), host.clone(), Rc::downgrade(&told));
            let measure = move || {
                let Some(state) = state.upgrade() else { return };
                host.keep_place();
                let percent = anchors::percent_passed(&article).unwrap_or_default();
                let known = state.borrow().0;
                if percent != known {
                    state.borrow_mut().0 = percent;
                    host.emit(&HostEvent::Progress { percent });
                }
            };
            // Measuring forces a layout, so a scroll is measured when it rests.
            told.borrow_mut().1 = Some(after(100, Box::new(measure)));
        };
        // An article that fits the window has been passed without a scroll.
        scrolled();
        Self {
            _scroll: page::on_scroll(Rc::new(scrolled)),
            _fragment: page::on_fragment(Rc::new(jump)),
        }
    }
}
