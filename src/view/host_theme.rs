//! `theme="host"` and `theme="auto"`: the colours of the page around the reader.

use super::settings::Theme;
use crate::browser::page_colours::PageColours;

/// Light or dark, whichever the page is. The nearest element that says so
/// decides; where none does, the colour scheme that the browser uses there.
pub fn decide(page: &PageColours) -> Theme {
    for mark in &page.marks {
        let classes = mark.class.split_ascii_whitespace();
        let said = by_name(mark.theme.trim()).or_else(|| classes.filter_map(by_name).next());
        if let Some(theme) = said {
            return theme;
        }
    }
    match allowed(page) {
        // Where a page can be both, the system decides.
        Theme::System if page.prefers_dark => Theme::Dark,
        Theme::System => Theme::Light,
        theme => theme,
    }
}

/// What the page can be by its colour scheme; `System` for both. One that names none
/// is light, and stays so around whatever stands in it.
pub fn allowed(page: &PageColours) -> Theme {
    let scheme = match page.scheme.trim() {
        "" | "normal" => &page.meta,
        scheme => scheme,
    };
    let names = |wanted: &str| {
        let mut words = scheme.split_ascii_whitespace();
        words.any(|word| word.eq_ignore_ascii_case(wanted))
    };
    match (names("dark"), names("light")) {
        (true, true) => Theme::System,
        (true, false) => Theme::Dark,
        _ => Theme::Light,
    }
}

/// `dark`, `dark-mode`, `theme-dark` and the like. Not every name with the word:
/// `text-dark` is the colour of some text.
fn by_name(name: &str) -> Option<Theme> {
    let mut is_dark = None;
    for word in name.split(['-', '_']) {
        match &*word.to_ascii_lowercase() {
            "dark" => is_dark = Some(true),
            "light" => is_dark = Some(false),
            "mode" | "theme" | "is" => {}
            _ => return None,
        }
    }
    is_dark.map(|dark| if dark { Theme::Dark } else { Theme::Light })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::browser::page_colours::Mark;

    /// Marks are `theme/class` of each element, the nearest first.
    #[track_caller]
    fn check(marks: &[&str], scheme: &str, meta: &str, prefers_dark: bool, expected: Theme) {
        let mark = |text: &&str| {
            let (theme, class) = text.split_once('/').unwrap_or_default();
            Mark {
                theme: theme.to_owned(),
                class: class.to_owned(),
            }
        };
        let page = PageColours {
            marks: marks.iter().map(mark).collect(),
            scheme: scheme.to_owned(),
            meta: meta.to_owned(),
            prefers_dark,
        };
        assert_eq!(decide(&page), expected, "{page:?}");
    }

    #[track_caller]
    fn check_mark(mark: &str, expected: Theme) {
        // Against a page and a system that say the opposite.
        let (scheme, prefers_dark) = match expected {
            Theme::Dark => ("light", false),
            _ => ("dark", true),
        };
        check(&["/", mark, "/"], scheme, "", prefers_dark, expected);
    }

    #[test]
    fn what_the_page_calls_itself_decides() {
        check_mark("/dark", Theme::Dark);
        check_mark("/a dark b", Theme::Dark);
        check_mark("/light", Theme::Light);
        check_mark("/dark-mode", Theme::Dark);
        check_mark("/theme-dark", Theme::Dark);
        check_mark("/is-dark-theme", Theme::Dark);
        check_mark("/light_mode", Theme::Light);
        check_mark("dark/", Theme::Dark);
        check_mark(" Dark /", Theme::Dark);
        check_mark("light/", Theme::Light);
        // An attribute is meant for this, a class may be left over.
        check_mark("light/dark", Theme::Light);
        check_mark("auto/dark", Theme::Dark);
    }

    #[test]
    fn the_nearest_decides() {
        check(&["/", "light/", "/dark"], "dark", "", true, Theme::Light);
        check(&["/dark", "light/", "/"], "light", "", false, Theme::Dark);
    }

    #[test]
    fn other_names_say_nothing() {
        for mark in [
            "/text-dark bg-light",
            "/darkness",
            "night/",
            "auto/",
            "/mode theme",
        ] {
            check(&[mark], "dark", "", false, Theme::Dark);
            check(&[mark], "light", "", true, Theme::Light);
        }
    }

    #[test]
    fn dark_only_where_the_page_can_be_dark() {
        let check = |scheme: &str, meta: &str, expected| {
            let page = PageColours {
                scheme: scheme.to_owned(),
                meta: meta.to_owned(),
                // Its own names for itself are nothing that a browser goes by.
                marks: vec![Mark {
                    theme: "dark".to_owned(),
                    class: String::new(),
                }],
                prefers_dark: true,
            };
            assert_eq!(allowed(&page), expected, "{page:?}");
        };
        check("normal", "", Theme::Light);
        check("", "", Theme::Light);
        check("only light", "", Theme::Light);
        check("light dark", "", Theme::System);
        check("normal", "light dark", Theme::System);
        check("dark", "light", Theme::Dark);
        check("light", "dark", Theme::Light);
    }

    #[test]
    fn otherwise_the_used_scheme_decides() {
        check(&[], "normal", "", true, Theme::Light);
        check(&[], "", "", true, Theme::Light);
        check(&[], "dark", "light", false, Theme::Dark);
        check(&[], "only dark", "", false, Theme::Dark);
        check(&[], "light only", "", true, Theme::Light);
        check(&[], "light dark", "", true, Theme::Dark);
        check(&[], "dark light", "", false, Theme::Light);
        check(&[], "normal", "dark", false, Theme::Dark);
        check(&[], "normal", "light dark", true, Theme::Dark);
        check(&[], "normal", "Light", true, Theme::Light);
    }
}
