//! What arrived, what its owner says of it, and what reading it borrows.

use super::super::error::ReadError;
use super::super::json::{self, HtmlReader, WithoutHtml};
use super::super::model::Article;
use super::super::url::UrlParser;
use super::super::warning::Warning;

/// What arrived.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// The body.
    pub text: &'a str,
    /// Its media type in lower case without parameters ("text/html"); empty
    /// where the server named none.
    pub content_type: &'a str,
}

/// What an owner says the document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// To be found out.
    #[default]
    Auto,
    /// Article JSON, version 1.
    Json,
    /// An HTML page.
    Html,
    /// A post of the WordPress REST API.
    WordPress,
    /// A post of the Ghost Content API.
    Ghost,
    /// JSON Feed 1.1.
    JsonFeed,
    /// schema.org JSON-LD.
    JsonLd,
    /// An RSS 2.0 feed.
    Rss,
    /// An Atom feed.
    Atom,
    /// Portable Text.
    PortableText,
    /// Editor.js blocks.
    EditorJs,
}

impl Format {
    /// The values of the `format` attribute, in the order of [`Self::nth`].
    pub const NAMES: [&'static str; 11] = [
        "auto",
        "json",
        "html",
        "wordpress",
        "ghost",
        "json-feed",
        "json-ld",
        "rss",
        "atom",
        "portable-text",
        "editor-js",
    ];

    /// The format that the n-th name stands for, from 0; `Auto` beyond them.
    pub fn nth(index: usize) -> Self {
        match index {
            1 => Self::Json,
            2 => Self::Html,
            3 => Self::WordPress,
            4 => Self::Ghost,
            5 => Self::JsonFeed,
            6 => Self::JsonLd,
            7 => Self::Rss,
            8 => Self::Atom,
            9 => Self::PortableText,
            10 => Self::EditorJs,
            _ => Self::Auto,
        }
    }

    /// The name in the `format` attribute.
    pub fn name(self) -> &'static str {
        // The variants stand in the order of their names.
        Self::NAMES[self as usize]
    }
}

/// Turns HTML text into blocks, and whole pages into articles: the browser lends
/// its own parser, and [`super::read_page`] reads what comes out.
pub trait PageReader: HtmlReader {
    /// The article of a whole HTML page.
    ///
    /// # Errors
    /// Where the page holds none, or cannot be parsed here.
    fn read_page(&self, html: &str) -> Result<(Article, Vec<Warning>), ReadError>;
}

impl PageReader for WithoutHtml {
    fn read_page(&self, _html: &str) -> Result<(Article, Vec<Warning>), ReadError> {
        Err(ReadError::Empty)
    }
}

/// What reading borrows from its surroundings.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The address of the document after redirects, which relative addresses
    /// in it refer to.
    pub base: &'a str,
    /// A conforming URL parser.
    pub urls: &'a dyn UrlParser,
    /// Parses HTML.
    pub html: &'a dyn PageReader,
    /// The owner's own shape table, as JSON text.
    pub map: Option<&'a str>,
    /// Which item of a feed is wanted: its id or its address, as the fragment
    /// of `src` names it.
    pub item: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// The part of it that article JSON needs.
    pub(super) fn json(&self) -> json::Context<'a> {
        json::Context {
            base: self.base,
            urls: self.urls,
            html: self.html,
        }
    }
}
