//! The harness of the end-to-end stories: real browsers, real servers, one
//! story written once and told in one engine or three.
//!
//! Reading order:
//! - [`engine`]: which browsers there are, where Debian puts them, and the
//!   line that installs a missing one.
//! - [`supervised`]: child processes that never outlive the tests.
//! - [`session`]: a WebDriver session in an engine, and the pool of them.
//! - [`origin`]: an HTTP server of the story's own: the built `dist/`, host
//!   pages, and every fault a network can have, with a log of all requests.
//! - [`provider`]: the rest of the network: video providers played by stubs on
//!   their real hosts, and everybody else refused and written down.
//! - [`counter_endpoint`]: the real `readerly-counter` as a child process.
//! - [`host_page`]: small pages that embed the reader and record what it does.
//! - [`page`]: the page as a person meets it: text, roles, names, geometry.
//! - [`wait`]: conditions polled with a generous cap, never a bare sleep.
//! - [`safety`]: attacks, what they would do when they ran, and what may stand
//!   in a reader at all.
//! - [`story`]: runs one story in one engine, and keeps the evidence when it
//!   fails.
//!
//! The stories themselves are in `tests/stories/`.

pub mod accessibility;
pub mod counter_endpoint;
pub mod engine;
pub mod host_page;
pub mod origin;
pub mod page;
pub mod provider;
pub mod safety;
pub mod session;
pub mod story;
pub mod supervised;
pub mod wait;

/// Turns story functions into tests, one for each engine.
///
/// `stories! { two_tabs }` inside the module `counter` gives the tests
/// `counter::two_tabs::chromium`, `…::firefox` and `…::webkit`. The first is
/// told on every run, the others, which Cargo counts as ignored, by
/// `cargo xtask test --full`. A name in brackets tells the story in those
/// engines only: `cls [chromium]`.
#[macro_export]
macro_rules! stories {
    ($($story:ident $([$($engine:ident),+])?),+ $(,)?) => {
        $( $crate::tests_of_story!(
            $story [$($($engine)+)?] [ignore = "told by `cargo xtask test --full`"]
        ); )+
    };
}

/// As [`stories!`], for those whose subject differs between engines: all of
/// theirs are told on every run.
#[macro_export]
macro_rules! stories_in_every_engine {
    ($($story:ident $([$($engine:ident),+])?),+ $(,)?) => {
        $( $crate::tests_of_story!($story [$($($engine)+)?] []); )+
    };
}

/// The tests of one story: its engines, and what the tests of all engines but
/// Chromium are marked with.
#[doc(hidden)]
#[macro_export]
macro_rules! tests_of_story {
    ($story:ident [] $mark:tt) => {
        $crate::tests_of_story!($story [chromium firefox webkit] $mark);
    };
    ($story:ident [$($engine:ident)+] $mark:tt) => {
        mod $story {
            $( $crate::tests_of_story!(@test $story $engine $mark); )+
        }
    };
    (@test $story:ident chromium $mark:tt) => {
        $crate::tests_of_story!(@marked $story chromium []);
    };
    (@test $story:ident $engine:ident $mark:tt) => {
        $crate::tests_of_story!(@marked $story $engine $mark);
    };
    (@marked $story:ident $engine:ident [$($mark:meta)?]) => {
        #[test]
        $(#[$mark])?
        fn $engine() {
            $crate::story::tell(
                concat!(module_path!(), "::", stringify!($engine)),
                $crate::engine::Engine::named(stringify!($engine)),
                super::$story,
            );
        }
    };
}
