//! The attributes that somebody here asks for. No other is ever kept.

use super::super::model::Direction;
use crate::text::{trimmed, word_index};

/// Makes the type and the list of names, so that neither can lack what the
/// other has.
macro_rules! attributes {
    ($first:ident $first_name:literal, $($variant:ident $name:literal,)*) => {
        /// An attribute that is asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Attribute {
            $first,
            $($variant,)*
        }

        /// The names of all of them, in the order of [`Attribute`], with blanks
        /// between them.
        pub const ATTRIBUTES: &str = concat!($first_name $(, " ", $name)*);
    };
}

attributes! {
    Class "class",
    Id "id",
    Itemprop "itemprop",
    Lang "lang",
    Dir "dir",
    Hidden "hidden",
    Style "style",
    Role "role",
    Rel "rel",
    Href "href",
    Type "type",
    Content "content",
    Property "property",
    Name "name",
    Itemscope "itemscope",
    Datetime "datetime",
    Src "src",
    Value "value",
    Align "align",
    Colspan "colspan",
    Rowspan "rowspan",
    Scope "scope",
    Srcset "srcset",
    Alt "alt",
    Width "width",
    Height "height",
    DataSrc "data-src",
    DataLazySrc "data-lazy-src",
    DataOriginal "data-original",
    DataLazy "data-lazy",
    DataOriginalSrc "data-original-src",
    DataActualsrc "data-actualsrc",
    DataEcho "data-echo",
    DataHiResSrc "data-hi-res-src",
    DataFullSrc "data-full-src",
    DataOrigFile "data-orig-file",
    DataSrcset "data-srcset",
    DataLazySrcset "data-lazy-srcset",
    DataOriginalSet "data-original-set",
    DataKgThumbnail "data-kg-thumbnail",
    Title "title",
    Start "start",
    Reversed "reversed",
    Open "open",
    Poster "poster",
    AriaLabel "aria-label",
    Kind "kind",
    Srclang "srclang",
    Label "label",
    Default "default",
    Data "data",
    DataUrl "data-url",
    DataLitespeedSrc "data-litespeed-src",
    Videoid "videoid",
    DataVideoid "data-videoid",
    Playlabel "playlabel",
    DataLang "data-lang",
    DataLanguage "data-language",
    Checked "checked",
    Url "url",
    Medium "medium",
    Duration "duration",
    XmlBase "xml:base",
    IsPermaLink "isPermaLink",
    XmlLang "xml:lang",
    Term "term",
    DataLazyload "data-lazyload",
    DataLazyloadSrc "data-lazyload-src",
    DataImgSrc "data-img-src",
    DataImg "data-img",
    DataSrv "data-srv",
    DataWpfcOriginalSrc "data-wpfc-original-src",
    NitroLazySrc "nitro-lazy-src",
    DataEzsrc "data-ezsrc",
    DataCfsrc "data-cfsrc",
    DataDeferSrc "data-defer-src",
    DataFallbackSrc "data-fallback-src",
    DataImage "data-image",
    DataImageSrc "data-image-src",
    DataImgsrc "data-imgsrc",
    DataLargeFile "data-large-file",
    DataLargeSrc "data-large-src",
    DataRealSrc "data-real-src",
    DataSrcLarge "data-src-large",
    DataPagespeedLazySrc "data-pagespeed-lazy-src",
    DataTdSrcProperty "data-td-src-property",
}

impl Attribute {
    /// Its name.
    pub fn name(self) -> &'static str {
        ATTRIBUTES.split(' ').nth(self as usize).unwrap_or_default()
    }
}

/// A set of attributes. There are fewer than 128.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attributes(u128);

impl Attributes {
    /// Those with these names; the compiler stops at one that nobody knows.
    pub(super) const fn named(names: &str) -> Self {
        let (names, known) = (names.as_bytes(), ATTRIBUTES.as_bytes());
        let mut bits = 0;
        let mut at = 0;
        while at < names.len() {
            if names[at] == b' ' {
                at += 1;
                continue;
            }
            let (mut place, mut start) = (0, 0);
            loop {
                let mut length = 0;
                while at + length < names.len()
                    && start + length < known.len()
                    && names[at + length] != b' '
                    && names[at + length] == known[start + length]
                {
                    length += 1;
                }
                let is_end = at + length == names.len() || names[at + length] == b' ';
                if is_end && (start + length == known.len() || known[start + length] == b' ') {
                    at += length;
                    break;
                }
                while known[start] != b' ' {
                    start += 1;
                }
                (place, start) = (place + 1, start + 1);
            }
            bits |= 1 << place;
        }
        Self(bits)
    }

    pub(super) const fn and(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }

    pub(super) fn has(self, attribute: Attribute) -> bool {
        self.0 & (1 << attribute as u128) != 0
    }
}

/// Whether a text runs from the right by its first letter; `None` where it has
/// none (<https://html.spec.whatwg.org/multipage/dom.html#the-dir-attribute>).
pub(in crate::article) fn runs_from_right(text: &str) -> Option<bool> {
    for letter in text.chars() {
        match letter {
            // Hebrew, Arabic and their neighbours, and their forms for printers.
            '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' => {
                return Some(true);
            }
            // Punctuation.
            '\u{2000}'..='\u{2BFF}' | '\u{FEFF}' => {}
            'a'..='z' | 'A'..='Z' | '\u{C0}'.. => return Some(false),
            _ => {}
        }
    }
    None
}

/// The base direction that a `dir` attribute asks for; `None` where that is left to
/// the text.
pub(super) fn direction(written: Option<&str>) -> Option<Direction> {
    match word_index("ltr rtl", trimmed(written?), true)? {
        0 => Some(Direction::LeftToRight),
        _ => Some(Direction::RightToLeft),
    }
}
