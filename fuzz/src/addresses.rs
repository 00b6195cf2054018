//! What must hold of an address that got through.

use super::BASE;
use readerly::article::native::{NativeUrls, html_body};
use readerly::article::testing::{assert_safe, assert_sound_blocks};
use readerly::article::{Addresses, LinkTarget, UrlUse, Warnings, dom};

pub fn check(text: &str) {
    for base in [BASE, "", "file:///bai-1.html", "about:srcdoc"] {
        let addresses = Addresses::new(base, &NativeUrls);
        for usage in [UrlUse::Link, UrlUse::Media] {
            match addresses.resolve(text, usage) {
                Ok(url) => {
                    assert_safe(&url, usage);
                    // No second parser sees another address.
                    assert_eq!(addresses.resolve(url.as_str(), usage), Ok(url));
                }
                Err(refusal) => {
                    let reason = refusal.reason();
                    assert!(!reason.contains(char::is_control), "{reason:?}");
                    assert!(reason.len() < 1_000, "{reason}");
                }
            }
        }
        if let Ok(LinkTarget::Url { url, .. }) = addresses.link_target(text) {
            assert_safe(&url, UrlUse::Link);
        }
    }
    // Sets of pictures have blanks in them, and parsing HTML takes its time.
    if !text.contains([' ', ',']) {
        return;
    }
    let escaped = text.replace('&', "&amp;").replace('"', "&quot;");
    let markup = format!(
        "<p><a href=\"{escaped}\">x</a><img src=\"{escaped}\" alt=x><img srcset=\"{escaped}\" alt=x>\
         <picture><source srcset=\"{escaped}\"><img alt=x></picture>\
         <video src=\"{escaped}\" poster=\"{escaped}\"><track src=\"{escaped}\"></video>\
         <iframe src=\"{escaped}\"></iframe><audio src=\"{escaped}\"></audio>"
    );
    let context = dom::Context {
        base: BASE,
        urls: &NativeUrls,
    };
    let mut warnings = Warnings::new();
    let blocks = dom::read_blocks(html_body(&markup).root(), &context, &mut warnings);
    assert_sound_blocks(&blocks);
}
