//! What a site, a page path and a tab may be called. A value of these types is known to be good.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The name of a counted site: 1 to 64 of `A-Z a-z 0-9 . _ -`, such as `portal` or `news.example`.
/// Upper and lower case are different names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteName(Arc<str>);

/// A site name that is empty, too long, or has a character that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a site name is 1 to 64 of the characters A-Z a-z 0-9 . _ -, such as news.example")]
pub struct SiteNameError;

impl SiteName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SiteName {
    type Err = SiteNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.into()))
        } else {
            Err(SiteNameError)
        }
    }
}

impl fmt::Display for SiteName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The path of a page, such as `/news/1`, without query and fragment, at most 1,024 bytes. Servers
/// answer `/news/1/` and `/news/1/index.html` with the same page, so these are the same path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PagePath(Arc<str>);

/// Why a text is not the path of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PagePathError {
    #[error("path must begin with a slash, such as /news/1")]
    NoSlash,
    #[error("path is longer than 1,024 bytes")]
    TooLong,
    #[error("path holds a control character")]
    Control,
}

/// What servers call the page of a folder.
const PAGES_OF_FOLDERS: [&str; 4] = ["index.html", "index.htm", "index.php", "default.aspx"];

impl PagePath {
    const LONGEST: usize = 1024;

    /// All ways in which addresses of this page are written: a store may still hold views of each,
    /// counted when it was a page by itself.
    pub(crate) fn spellings(&self) -> Vec<String> {
        let folder = self.0.trim_end_matches('/');
        let mut spellings = vec![self.0.to_string(), format!("{folder}/")];
        spellings.dedup();
        spellings.extend(PAGES_OF_FOLDERS.map(|name| format!("{folder}/{name}")));
        spellings
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PagePath {
    type Err = PagePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A query or a fragment can carry a person's data (a search, a token in a link from an
        // e-mail), and the same page under another query is still the same page: both are cut off
        // before anything is stored.
        let path = text.split(['?', '#']).next().unwrap_or_default();
        if !path.starts_with('/') {
            Err(PagePathError::NoSlash)
        } else if path.len() > Self::LONGEST {
            Err(PagePathError::TooLong)
        } else if path.chars().any(char::is_control) {
            Err(PagePathError::Control)
        } else {
            Ok(Self(one_spelling(path).into()))
        }
    }
}

fn one_spelling(path: &str) -> &str {
    let folder = path
        .rsplit_once('/')
        .filter(|(_, name)| PAGES_OF_FOLDERS.contains(name))
        .map_or(path, |(folder, _)| folder)
        .trim_end_matches('/');
    if folder.is_empty() { "/" } else { folder }
}

/// The random name a page gave to its tab: 8 to 64 of `A-Z a-z 0-9 _ -`. It is never published, so
/// knowing it is what allows a page to speak for its tab.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct TabId(Arc<str>);

/// A tab id of the wrong length or with a character that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("tab must be 8 to 64 of the characters A-Z a-z 0-9 _ -, drawn at random by the page")]
pub(crate) struct TabIdError;

impl TabId {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TabId {
    type Err = TabIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if (8..=64).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.into()))
        } else {
            Err(TabIdError)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn site_names() {
        #[track_caller]
        fn check(text: &str, good: bool) {
            assert_eq!(text.parse::<SiteName>().is_ok(), good, "{text:?}");
        }
        check("portal", true);
        check("News.Example_1-a", true);
        check(&"a".repeat(64), true);
        check(&"a".repeat(65), false);
        check("", false);
        check("a/b", false);
        check("a b", false);
        check("tin-tức", false);
    }

    #[test]
    fn page_paths() {
        #[track_caller]
        fn check(text: &str, expected: Result<&str, PagePathError>) {
            let path = text.parse::<PagePath>();
            assert_eq!(
                path.as_ref().map(PagePath::as_str),
                expected.as_ref().copied()
            );
        }
        check("/", Ok("/"));
        check("/a/b", Ok("/a/b"));
        check("/bài/1", Ok("/bài/1"));
        check("/a?token=secret#part", Ok("/a"));
        check("/a#part?x", Ok("/a"));
        check("/a/", Ok("/a"));
        check("/a/index.html", Ok("/a"));
        check("/a//index.php?page=2", Ok("/a"));
        check("/a/Default.aspx", Ok("/a/Default.aspx"));
        check("/a/default.aspx/", Ok("/a/default.aspx"));
        check("/index.htm", Ok("/"));
        check("//", Ok("/"));
        check("/my-index.html", Ok("/my-index.html"));
        check("/index.html/a", Ok("/index.html/a"));
        check("", Err(PagePathError::NoSlash));
        check("?/a", Err(PagePathError::NoSlash));
        check("https://a.example/", Err(PagePathError::NoSlash));
        check("/a\u{0}", Err(PagePathError::Control));
        check("/a\n", Err(PagePathError::Control));
        let longest = format!("/{}", "a".repeat(1023));
        check(&longest, Ok(&longest));
        check(&format!("{longest}b"), Err(PagePathError::TooLong));
        check(&format!("{longest}?b"), Ok(&longest));
    }

    #[test]
    fn every_spelling_is_the_page() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            let path: PagePath = text.parse().unwrap();
            assert_eq!(path.spellings(), expected);
            for spelling in expected {
                assert_eq!(spelling.parse(), Ok(path.clone()), "{spelling}");
            }
        }
        check(
            "/",
            &[
                "/",
                "/index.html",
                "/index.htm",
                "/index.php",
                "/default.aspx",
            ],
        );
        check(
            "/a/",
            &[
                "/a",
                "/a/",
                "/a/index.html",
                "/a/index.htm",
                "/a/index.php",
                "/a/default.aspx",
            ],
        );
    }

    #[test]
    fn tab_ids() {
        #[track_caller]
        fn check(text: &str, good: bool) {
            assert_eq!(text.parse::<TabId>().is_ok(), good, "{text:?}");
        }
        check("abcd_-09", true);
        check("abcdefg", false);
        check(&"x".repeat(64), true);
        check(&"x".repeat(65), false);
        check("abcdefg.", false);
        check("abcdefgé", false);
    }
}
