//! Which HTML elements end without saying so, and which hold no elements.
//!
//! After <https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody>.

use crate::text::word_index;

/// A start tag that closes elements: any of the first names closes any of the
/// second ones, but none outside any of the third.
pub(super) struct Scope(&'static str, &'static str, &'static str);

pub(super) static SCOPES: [Scope; 8] = [
    Scope(
        "address article aside blockquote body center details dialog dir div dl dd dt fieldset \
        figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav \
        ol p plaintext pre search section summary table ul xmp",
        "p",
        "applet caption html table td th marquee object template button",
    ),
    Scope("h1 h2 h3 h4 h5 h6", "h1 h2 h3 h4 h5 h6", LISTS_AND_GROUPS),
    Scope("li", "li", LISTS_AND_GROUPS),
    Scope("dd dt", "dd dt", LISTS_AND_GROUPS),
    Scope(
        "tr tbody thead tfoot",
        "td th tr caption colgroup",
        "table template",
    ),
    Scope("tbody thead tfoot", "tbody thead tfoot", "table template"),
    Scope("td th", "td th caption", "table template"),
    Scope("option optgroup", "option", "select datalist"),
];

const LISTS_AND_GROUPS: &str = "ul ol menu dir dl table td th caption blockquote section article \
    aside nav main header footer figure figcaption details fieldset form center button object \
    template";

impl Scope {
    pub(super) fn begins_with(&self, name: &str) -> bool {
        is_in(self.0, name)
    }

    pub(super) fn closes(&self, name: &str) -> bool {
        is_in(self.1, name)
    }

    pub(super) fn stops_at(&self, name: &str) -> bool {
        is_in(self.2, name)
    }
}

/// Elements that hold nothing.
pub(super) fn is_void(name: &str) -> bool {
    is_in(
        "br img hr input meta link source wbr area base col embed param track frame keygen bgsound \
        basefont",
        name,
    )
}

/// Elements that one of their own kind ends, so that they nest only with others
/// between them.
pub(super) fn is_implied(name: &str) -> bool {
    is_in("p li td th tr dt dd option thead tbody tfoot", name)
}

/// Elements in which tags are letters.
pub(super) fn is_raw(name: &str) -> bool {
    is_in(
        "script style title textarea iframe noembed noframes xmp plaintext",
        name,
    )
}

/// Of those, the ones in which "&amp;" is still "&".
pub(super) fn takes_references(name: &str) -> bool {
    is_in("title textarea", name)
}

/// Marks that go on where a block cuts them off.
pub(super) fn is_formatting(name: &str) -> bool {
    is_in(
        "a b i em strong u s small font code big strike tt nobr",
        name,
    )
}

/// Elements that stand in the head of a page; any other begins its body.
pub(super) fn is_of_head(name: &str) -> bool {
    is_in(
        "base basefont bgsound link meta noscript script style template title",
        name,
    )
}

/// Whether the ends of other elements do not reach through `name`.
pub(super) fn holds_ends(name: &str, end: &str) -> bool {
    match name {
        "table" => true,
        "td" | "th" | "caption" => !is_in("table tbody thead tfoot tr", end),
        _ => false,
    }
}

/// HTML elements that cannot stand in a drawing or formula and end it.
pub(super) fn breaks_out(name: &str) -> bool {
    is_in(
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img \
        li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
        name,
    )
}

/// Elements of drawings and formulas that hold HTML.
pub(super) fn is_integration_point(name: &str) -> bool {
    is_in(
        "foreignobject desc title mi mo mn ms mtext annotation-xml",
        name,
    )
}

fn is_in(list: &str, name: &str) -> bool {
    word_index(list, name, false).is_some()
}
