//! What is read: the model of an article and every source that becomes one.
//!
//! - [`model`]: the one [`Article`] that the view renders, made of typed
//!   blocks and inlines.
//! - [`url`]: which addresses an article may hold.
//! - [`date`]: dates as sources write them, never guessed at.
//! - [`warning`]: what was wrong in an article that is shown all the same.
//! - [`charset`]: in which letters a document is written.
//! - [`names`]: a set of names that stays quick.
//! - [`json`]: article JSON, version 1, becomes an article.
//! - [`markup`]: a plain reader of markup, for feeds and as a last resort.
//! - [`dom`]: a tree of HTML elements becomes an article, or blocks of one.
//! - [`outline`]: the sections of an article, counted or headed.
//! - [`source`]: whatever arrived from an address becomes an article: the
//!   formats of other publishing systems, detected or named by the owner.
//! - `native`: html5ever and the `url` crate in place of a browser.
//!
//! The room is pure: no browser, no clock, no network. What it needs from
//! outside (a URL parser, an HTML parser) is lent by the caller through a small
//! trait, and a tree of nodes is written into a record. Reading never fails for
//! a bad part: the part is left out with a [`Warning`], and only a source that
//! holds no article at all is a [`ReadError`].

pub mod charset;
pub mod date;
pub mod dom;
pub mod error;
pub mod json;
pub mod markup;
pub mod model;
pub mod names;
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
pub mod native;
pub mod outline;
pub mod source;
pub mod url;
pub mod warning;

mod finish;
#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod listing;
mod media_type;
mod runs;

#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
pub mod testing;

pub use date::{Moment, Timestamp};
pub use error::ReadError;
pub use media_type::{NO_MEDIA_TYPE, media_type};
pub use model::*;
pub use runs::plain_text;
pub use url::{Addresses, SafeUrl, UrlParser, UrlParts, UrlRefusal, UrlUse, is_mixed_content};
pub use warning::{Warning, Warnings};

/// The most blocks and inlines that are read from one source.
pub const MAX_NODES: usize = 100_000;

/// The longest source that is read, in bytes: 20 MiB, some fifty times a very
/// long article.
pub const MAX_BYTES: usize = 20 << 20;
