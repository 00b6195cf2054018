#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::super::native::NativeUrls;
use super::*;
use proptest::prelude::*;

const BASE: &str = "https://song-xanh.example/tin-tuc/bai-1.json";

fn scheme(name: &str) -> Result<&'static str, UrlRefusal> {
    Err(UrlRefusal::Scheme(name.to_owned()))
}

#[test]
fn addresses_of_links() {
    #[track_caller]
    fn check(raw: &str, expected: Result<&str, UrlRefusal>) {
        let addresses = Addresses::new(BASE, &NativeUrls);
        let resolved = addresses.resolve(raw, UrlUse::Link);
        assert_eq!(
            resolved.as_ref().map(SafeUrl::as_str),
            expected.as_ref().copied(),
            "{raw:?}"
        );
    }
    check("https://a.example/b?c#d", Ok("https://a.example/b?c#d"));
    check("HTTP://A.example", Ok("http://a.example/"));
    check(
        "bai-2.html",
        Ok("https://song-xanh.example/tin-tuc/bai-2.html"),
    );
    check("/", Ok("https://song-xanh.example/"));
    check("//cdn.example/x", Ok("https://cdn.example/x"));
    check("\\\\cdn.example\\x", Ok("https://cdn.example/x"));
    check(
        "mailto:ubnd@song-xanh.example",
        Ok("mailto:ubnd@song-xanh.example"),
    );
    check("tel:+842361022", Ok("tel:+842361022"));
    check(" \n https://a.example/ \t", Ok("https://a.example/"));
    check("ht\ntps://a.exam\tple/", Ok("https://a.example/"));
    check(
        "/tìm?q=nước",
        Ok("https://song-xanh.example/t%C3%ACm?q=n%C6%B0%E1%BB%9Bc"),
    );

    check("javascript:alert(1)", scheme("javascript"));
    check("JaVaScRiPt:alert(1)", scheme("javascript"));
    check("java\nscript:alert(1)", scheme("javascript"));
    check("java\tscr\ript:alert(1)", scheme("javascript"));
    check("\u{1}javascript:alert(1)", scheme("javascript"));
    check("javascript://a.example/%0aalert(1)", scheme("javascript"));
    check("vbscript:x", scheme("vbscript"));
    check("data:text/html,<script>alert(1)</script>", scheme("data"));
    check("blob:https://a.example/1", scheme("blob"));
    check("filesystem:https://a.example/t/1", scheme("filesystem"));
    check("file:///etc/passwd", scheme("file"));
    check("ftp://a.example/", scheme("ftp"));
    check("about:blank", scheme("about"));
    check("view-source:https://a.example/", scheme("view-source"));
    check("intent://a#Intent;end", scheme("intent"));
    check("https://user:pass@a.example/", Err(UrlRefusal::Credentials));
    check(
        "https://bank.example@a.example/",
        Err(UrlRefusal::Credentials),
    );
    check("//:secret@a.example/", Err(UrlRefusal::Credentials));
    check("", Err(UrlRefusal::Empty));
    check(" \t\n", Err(UrlRefusal::Empty));
    check(
        "https://a b.example/",
        Err(UrlRefusal::NotAnAddress("https://a b.example/".to_owned())),
    );
    check(
        "https://",
        Err(UrlRefusal::NotAnAddress("https://".to_owned())),
    );
}

/// An entity is decoded before an address gets here, so what is left of
/// "javascript&amp;colon;" is only a strange relative path.
#[test]
fn undecoded_entities_are_relative_paths() {
    let addresses = Addresses::new(BASE, &NativeUrls);
    let url = addresses
        .resolve("javascript&colon;alert(1)", UrlUse::Link)
        .unwrap();
    assert_eq!(
        url.as_str(),
        "https://song-xanh.example/tin-tuc/javascript&colon;alert(1)"
    );
}

#[test]
fn media_are_only_loaded_from_the_web() {
    #[track_caller]
    fn check(raw: &str, expected: Result<&str, UrlRefusal>) {
        let addresses = Addresses::new(BASE, &NativeUrls);
        let resolved = addresses.resolve(raw, UrlUse::Media);
        assert_eq!(
            resolved.as_ref().map(SafeUrl::as_str),
            expected.as_ref().copied()
        );
    }
    check("a.webp", Ok("https://song-xanh.example/tin-tuc/a.webp"));
    check("http://a.example/a.webp", Ok("http://a.example/a.webp"));
    check("mailto:a@b.example", scheme("mailto"));
    check("tel:113", scheme("tel"));
    check("data:image/svg+xml,<svg onload=alert(1)>", scheme("data"));
    check("data:image/png;base64,AAAA", scheme("data"));
    check("blob:https://song-xanh.example/1", scheme("blob"));
    check("https://me@a.example/a.webp", Err(UrlRefusal::Credentials));
}

#[test]
fn targets_of_links() {
    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let mut addresses = Addresses::new(BASE, &NativeUrls);
        addresses.add_own("https://portal.example/bai-1");
        let shown = match addresses.link_target(raw) {
            Ok(LinkTarget::Fragment(fragment)) => format!("#{fragment}"),
            Ok(LinkTarget::Url { url, same_site }) => {
                format!(
                    "{} {}",
                    if same_site { "own" } else { "foreign" },
                    url.as_str()
                )
            }
            Err(refusal) => refusal.to_string(),
        };
        assert_eq!(shown, expected, "{raw:?}");
    }
    check("#muc-1", "#muc-1");
    check(" #ch%C3%BA-th%C3%ADch", "#chú-thích");
    check("bai-1.json#muc-1", "#muc-1");
    check("https://portal.example/bai-1#muc-1", "#muc-1");
    check(
        "https://portal.example/bai-2#muc-1",
        "own https://portal.example/bai-2#muc-1",
    );
    check(
        "bai-1.json",
        "own https://song-xanh.example/tin-tuc/bai-1.json",
    );
    check(
        "https://song-xanh.example:8443/",
        "foreign https://song-xanh.example:8443/",
    );
    check("https://a.example/", "foreign https://a.example/");
    check("mailto:a@portal.example", "foreign mailto:a@portal.example");
    check("#", "the address is empty");
    check(
        "javascript:alert(1)#muc-1",
        "\"javascript:…\" is not an allowed address",
    );
    check(
        "https://u:p@a.example/",
        "an address with a user name or password is not allowed",
    );
}

#[test]
fn without_a_base_only_absolute_addresses_and_fragments_resolve() {
    let addresses = Addresses::new("", &NativeUrls);
    assert_eq!(
        addresses.link_target("#a"),
        Ok(LinkTarget::Fragment("a".to_owned()))
    );
    assert!(
        addresses
            .resolve("https://a.example/", UrlUse::Media)
            .is_ok()
    );
    assert_eq!(
        addresses.resolve("a.webp", UrlUse::Media),
        Err(UrlRefusal::NotAnAddress("a.webp".to_owned()))
    );
    // A page from a file has an empty host, which makes nothing its own.
    let file = Addresses::new("file:///bai-1.html", &NativeUrls);
    let target = file.link_target("mailto:a@b.example").unwrap();
    assert!(matches!(
        target,
        LinkTarget::Url {
            same_site: false,
            ..
        }
    ));
}

proptest! {
    #[test]
    fn only_allowed_schemes_come_out(
        raw in "[\\x00-\\x20]{0,2}(j[\\n\\t]?avascript|data|HTTPS|http|tel|mailto|blob|vbscript)?[:/\\\\#?@a-z\\x00-\\x20]{0,20}",
    ) {
        let addresses = Addresses::new(BASE, &NativeUrls);
        if let Ok(url) = addresses.resolve(&raw, UrlUse::Link) {
            prop_assert!(["http", "https", "mailto", "tel"].contains(&url.scheme()));
            // What came out reads the same again: no second parse sees another address.
            prop_assert_eq!(addresses.resolve(url.as_str(), UrlUse::Link), Ok(url));
        }
    }
}

#[test]
fn what_browsers_refuse_as_mixed_content() {
    #[track_caller]
    fn check(page: &str, url: &str, expected: bool) {
        assert_eq!(is_mixed_content(page, url), expected, "{url} from {page}");
    }
    check("https://a.example/", "http://b.example/x.json", true);
    check("https://a.example/", "http://a.example:8080/x.json", true);
    check("https://a.example/", "http://localhost.example/", true);
    check("https://a.example/", "https://b.example/x.json", false);
    check("http://a.example/", "http://b.example/x.json", false);
    check("https://a.example/", "http://localhost/x.json", false);
    check("https://a.example/", "http://localhost:8080/x.json", false);
    check("https://a.example/", "http://api.localhost/x.json", false);
    check("https://a.example/", "http://127.0.0.1:8080/", false);
    check("https://a.example/", "http://[::1]:8080/", false);
}
