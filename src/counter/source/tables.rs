//! The known counters as tables: where their numbers stand, how often asking
//! is of any use, and what their owners forget.

use super::super::shapes::{
    CountsShape, Guard, LABEL, MESSAGE, MONTH, NOTHING, ONLINE, PAGE_VIEWS, PAGE_VISITORS, TODAY,
    TOTAL, TTL, VERSION_1, VISITORS, WEEK, YEAR,
};

/// One kind of request and how its answer is read.
#[derive(Debug)]
pub(super) struct Table {
    pub kind: Kind,
    /// Where the numbers stand, for [`Kind::Json`].
    pub shape: CountsShape<'static>,
    /// Shortest useful time between two such requests, in milliseconds.
    pub every_ms: u64,
    /// It adds to what another request gives: its failure costs its own
    /// numbers alone, and it is made no more often than `every_ms`.
    pub is_extra: bool,
    /// With status 404 this counter sends a zero for what was never counted.
    pub counts_nothing_as_404: bool,
    /// What an owner should check when no answer can be read.
    pub advice: &'static str,
}

/// How an answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As JSON, by a shape.
    Json,
    /// As counter JSON, version 1.
    Version1,
    /// It has no numbers but the token that further requests need.
    Token,
    /// As a text that is a number.
    Number,
    /// As a page with an owner's selectors.
    Page,
    /// As whatever it looks like.
    Unknown,
}

/// Numbers that change while one looks at them.
const LIVE_MS: u64 = 15_000;
/// Totals, which nobody watches by the second.
const TOTALS_MS: u64 = 60_000;

const JSON: Table = Table {
    kind: Kind::Json,
    shape: NOTHING,
    every_ms: TOTALS_MS,
    is_extra: false,
    counts_nothing_as_404: false,
    advice: "",
};

const fn guard(place: &'static str, wanted: &'static str) -> Guard<'static> {
    Guard {
        place,
        wanted,
        is_optional: false,
    }
}

const fn guard_if_there(place: &'static str, wanted: &'static str) -> Guard<'static> {
    Guard {
        place,
        wanted,
        is_optional: true,
    }
}

/// docs/counter-json.md.
pub(super) static OWN: Table = Table {
    kind: Kind::Version1,
    shape: VERSION_1,
    every_ms: 5_000,
    ..JSON
};

/// Whatever an owner's own table says.
pub(super) static MAPPED: Table = Table {
    shape: CountsShape {
        is_grouped: true,
        ..NOTHING
    },
    every_ms: 5_000,
    ..JSON
};

pub(super) static UNKNOWN: Table = Table {
    kind: Kind::Unknown,
    every_ms: 5_000,
    ..JSON
};

/// Nobody says whether it is an online count, so it may be one.
pub(super) static NUMBER: Table = Table {
    kind: Kind::Number,
    every_ms: LIVE_MS,
    ..JSON
};

/// A whole page weighs more than a few numbers.
pub(super) static PAGE: Table = Table {
    kind: Kind::Page,
    every_ms: 30_000,
    ..JSON
};

/// <https://www.goatcounter.com/help/visitor-counter>. Both members hold the
/// same number, as a string whose digits are grouped as the site's owner likes
/// it. The server keeps its answer for hours.
const GOATCOUNTER: Table = Table {
    every_ms: 300_000,
    counts_nothing_as_404: true,
    advice: "in the settings of GoatCounter, \"Allow adding visitor counts on your website\" has to be on",
    ..JSON
};

const fn goatcounter(places: &'static [(usize, &'static str)]) -> Table {
    Table {
        shape: CountsShape {
            places,
            is_grouped: true,
            ..NOTHING
        },
        ..GOATCOUNTER
    }
}

pub(super) static GOATCOUNTER_TOTAL: Table = goatcounter(&[(TOTAL, "/count | /count_unique")]);
pub(super) static GOATCOUNTER_WEEK: Table = goatcounter(&[(WEEK, "/count | /count_unique")]);
pub(super) static GOATCOUNTER_MONTH: Table = goatcounter(&[(MONTH, "/count | /count_unique")]);
pub(super) static GOATCOUNTER_YEAR: Table = goatcounter(&[(YEAR, "/count | /count_unique")]);
pub(super) static GOATCOUNTER_PAGE: Table = goatcounter(&[(PAGE_VIEWS, "/count | /count_unique")]);

const UMAMI_ADVICE: &str = "the share address has to be on in the settings of the website in Umami";

/// Umami: a share address is good for a token, and the token for numbers.
pub(super) static UMAMI_SHARE: Table = Table {
    kind: Kind::Token,
    advice: UMAMI_ADVICE,
    ..JSON
};

/// Three forms in as many years.
pub(super) static UMAMI_ACTIVE: Table = Table {
    shape: CountsShape {
        places: &[(ONLINE, "/visitors | /x | /0/x")],
        window_seconds: Some(300),
        ..NOTHING
    },
    every_ms: LIVE_MS,
    advice: UMAMI_ADVICE,
    ..JSON
};

pub(super) static UMAMI_STATS: Table = Table {
    shape: CountsShape {
        places: &[
            (TOTAL, "/pageviews/value | /pageviews"),
            (VISITORS, "/visitors/value | /visitors"),
        ],
        ..NOTHING
    },
    is_extra: true,
    ..JSON
};

/// What the public dashboard of Plausible itself asks. It is no documented
/// interface, so its totals may cease without a word.
pub(super) static PLAUSIBLE_NOW: Table = Table {
    shape: CountsShape {
        places: &[(ONLINE, "")],
        window_seconds: Some(300),
        ..NOTHING
    },
    every_ms: LIVE_MS,
    advice: "the dashboard has to be public, or its address needs the ?auth= of a shared link without a password",
    ..JSON
};

pub(super) static PLAUSIBLE_TOTALS: Table = Table {
    shape: CountsShape {
        list: Some("/top_stats"),
        places: &[(TOTAL, "Total pageviews"), (VISITORS, "Unique visitors")],
        ..NOTHING
    },
    every_ms: 300_000,
    is_extra: true,
    ..JSON
};

/// <https://developer.matomo.org/api-reference/reporting-api>. Errors have
/// status 200 in many versions, and numbers are strings on some servers.
pub(super) static MATOMO_LIVE: Table = Table {
    shape: CountsShape {
        guards: &[guard("/result", "null")],
        places: &[(ONLINE, "/0/visitors | /visitors")],
        window_seconds: Some(300),
        ..NOTHING
    },
    every_ms: LIVE_MS,
    advice: "in Matomo the user \"anonymous\" has to have view access to the site, and this page's site has to be in cors_domains[] of its configuration",
    ..JSON
};

/// The whole history, which Matomo may have to work out: it is asked rarely.
pub(super) static MATOMO_TOTALS: Table = Table {
    shape: CountsShape {
        guards: &[guard("/result", "null")],
        places: &[
            (
                TOTAL,
                "/nb_pageviews | /nb_actions | /0/nb_pageviews | /0/nb_actions",
            ),
            (VISITORS, "/nb_uniq_visitors | /0/nb_uniq_visitors"),
        ],
        ..NOTHING
    },
    every_ms: 600_000,
    is_extra: true,
    ..JSON
};

/// <https://swetrix.com/docs/statistics-api>. The answer names each project by
/// its id, so the place is made when the id is known.
pub(super) static SWETRIX: Table = Table {
    shape: CountsShape {
        window_seconds: Some(300),
        ..NOTHING
    },
    every_ms: LIVE_MS,
    advice: "the project has to be public in Swetrix",
    ..JSON
};

/// <https://www.vercount.one>, version 2. A target that it refuses comes with
/// status 200, "success" and zeros: only the message tells.
pub(super) static VERCOUNT_2: Table = Table {
    shape: CountsShape {
        guards: &[
            guard("/status", "\"success\""),
            guard("/message", "\"Data retrieved successfully\""),
        ],
        places: &[
            (TOTAL, "/data/site_pv"),
            (VISITORS, "/data/site_uv"),
            (PAGE_VIEWS, "/data/page_pv"),
        ],
        ..NOTHING
    },
    ..JSON
};

/// The same, version 1.
pub(super) static VERCOUNT_1: Table = Table {
    shape: CountsShape {
        guards: &[guard("/error", "null")],
        places: &[
            (TOTAL, "/site_pv"),
            (VISITORS, "/site_uv"),
            (PAGE_VIEWS, "/page_pv"),
        ],
        ..NOTHING
    },
    ..JSON
};

/// <https://github.com/soxft/busuanzi>. Its errors have status 200.
pub(super) static BUSUANZI: Table = Table {
    shape: CountsShape {
        guards: &[guard("/success", "true")],
        places: &[
            (TOTAL, "/data/site_pv"),
            (VISITORS, "/data/site_uv"),
            (PAGE_VIEWS, "/data/page_pv"),
            (PAGE_VISITORS, "/data/page_uv"),
        ],
        ..NOTHING
    },
    advice: "this page's site has to be among the CORS origins in the configuration of Busuanzi",
    ..JSON
};

/// <https://jasoncameron.dev/abacus/>.
pub(super) static ABACUS: Table = Table {
    shape: CountsShape {
        guards: &[guard("/error", "null")],
        places: &[(TOTAL, "/value")],
        ..NOTHING
    },
    ..JSON
};

/// <https://counterapi.dev>, version 2. Its code is a string.
pub(super) static COUNTERAPI: Table = Table {
    shape: CountsShape {
        guards: &[guard("/code", "\"200\"")],
        places: &[
            (TOTAL, "/data/up_count"),
            (TODAY, "/data/stats/today/up"),
            (WEEK, "/data/stats/this_week/up"),
        ],
        ..NOTHING
    },
    advice: "the counter has to be readable without a key",
    ..JSON
};

/// <https://waline.js.org>. Its first address answers with the bare number.
pub(super) static WALINE: Table = Table {
    shape: CountsShape {
        guards: &[guard_if_there("/errno", "0")],
        places: &[(
            PAGE_VIEWS,
            "/data/0/time | /data/0 | /data | /0/time | /0 | /time | ",
        )],
        ..NOTHING
    },
    ..JSON
};

/// <https://shields.io/badges/endpoint-badge>. The message is made to be
/// looked at.
pub(super) static SHIELDS: Table = Table {
    shape: CountsShape {
        guards: &[
            guard("/schemaVersion", "1"),
            guard_if_there("/isError", "false"),
        ],
        complaint: "/message",
        places: &[
            (LABEL, "/label"),
            (MESSAGE, "/message"),
            (TTL, "/cacheSeconds"),
        ],
        ..NOTHING
    },
    ..JSON
};

/// What gives a counter away that an owner did not name: the first place that
/// holds anything.
pub(super) static LOOKS: [(&str, &Table); 11] = [
    ("/schemaVersion", &SHIELDS),
    ("/v | /online | /site | /page | /shown", &OWN),
    ("/count_unique", &GOATCOUNTER_TOTAL),
    ("/data/page_uv", &BUSUANZI),
    ("/data/site_uv", &VERCOUNT_2),
    ("/site_uv", &VERCOUNT_1),
    ("/data/up_count", &COUNTERAPI),
    ("/errno", &WALINE),
    ("/0/time", &WALINE),
    ("/0/visitsConverted", &MATOMO_LIVE),
    ("/value", &ABACUS),
];
