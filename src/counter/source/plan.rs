//! From the address that an owner has at hand to the requests of a poll.

use super::address::{Address, around, cut, pair, segment};
use super::map::Field;
use super::request::Request;
use super::tables::{
    ABACUS, BUSUANZI, COUNTERAPI, GOATCOUNTER_MONTH, GOATCOUNTER_PAGE, GOATCOUNTER_TOTAL,
    GOATCOUNTER_WEEK, GOATCOUNTER_YEAR, MATOMO_LIVE, MATOMO_TOTALS, NUMBER, OWN, PAGE,
    PLAUSIBLE_NOW, PLAUSIBLE_TOTALS, SHIELDS, SWETRIX, Table, UMAMI_ACTIVE, UMAMI_SHARE,
    UMAMI_STATS, UNKNOWN, VERCOUNT_1, VERCOUNT_2, WALINE,
};
use super::{Format, Refusal};
use crate::counter::shapes::ONLINE;
use crate::text::push_percent_encoded;

/// How the address of a counter becomes requests.
struct Recipe {
    /// The first of these in the path parts it into a base and the rest. Where
    /// none is there, all of it is the base.
    marks: &'static [&'static str],
    /// How the answers are read, and the addresses: see [`fill`].
    requests: &'static [(&'static Table, &'static str)],
    /// What is said of an address that lacks something.
    why: &'static str,
}

const PLAIN: Recipe = Recipe {
    marks: &[],
    requests: &[],
    why: "",
};

/// In the order of [`Format::NAMES`].
static RECIPES: [Recipe; Format::NAMES.len()] = [
    Recipe {
        requests: &[(&UNKNOWN, "<w")],
        ..PLAIN
    },
    Recipe {
        requests: &[(&OWN, "<w")],
        ..PLAIN
    },
    // "/counter/TOTAL.json", or that of one path; pictures and pages of a
    // counter have the same name with another ending.
    Recipe {
        marks: &["/counter/"],
        requests: &[(&GOATCOUNTER_TOTAL, "<b/counter/<r.json<?start<?end")],
        ..PLAIN
    },
    Recipe {
        marks: &["/api/share/", "/share/"],
        requests: &[
            (&UMAMI_SHARE, "<b/api/share/<r"),
            (&UMAMI_ACTIVE, "<b/api/websites/<t/active"),
            (&UMAMI_STATS, "<b/api/websites/<t/stats?startAt=0&endAt="),
        ],
        why: "this is not an address to read; Umami is read by the share address of a website, such as https://umami.example/share/aBcD1234/site.example",
    },
    Recipe {
        marks: &["/api/stats/", "/share/"],
        requests: &[
            (&PLAUSIBLE_NOW, "<b/api/stats/<r/current-visitors<?auth"),
            (
                &PLAUSIBLE_TOTALS,
                "<b/api/stats/<r/top-stats?period=all<?auth",
            ),
        ],
        why: "this is not an address to read; Plausible is read by the address of a public dashboard, such as https://plausible.example/site.example",
    },
    // The tracker ("matomo.php") and the reports live in one folder.
    Recipe {
        marks: &["index.php", "matomo.php", "piwik.php"],
        requests: &[
            (
                &MATOMO_LIVE,
                "<b/index.php?module=API&format=JSON&idSite=<i&method=Live.getCounters&lastMinutes=5",
            ),
            (
                &MATOMO_TOTALS,
                "<b/index.php?module=API&format=JSON&idSite=<i&method=VisitsSummary.get&period=range&date=2000-01-01,today",
            ),
        ],
        ..PLAIN
    },
    Recipe {
        marks: &["/v1/log/"],
        requests: &[(&SWETRIX, "<b/v1/log/hb?pids=[%22<r%22]")],
        why: "this is not an address to read; Swetrix is read by the address of a public project, such as https://swetrix.com/projects/aBcD1234; one of your own by that of its API, such as https://api.example/v1/log/hb?pids=[\"aBcD1234\"]",
    },
    Recipe {
        marks: &["/api/v2/log"],
        requests: &[(&VERCOUNT_2, "<b/api/v2/log?url=<u")],
        ..PLAIN
    },
    Recipe {
        requests: &[(&BUSUANZI, "<b/api")],
        ..PLAIN
    },
    Recipe {
        marks: &["/get/", "/stream/"],
        requests: &[(&ABACUS, "<b/get/<r")],
        why: "this is not an address to read; Abacus is read by an address such as https://abacus.example/get/namespace/key",
    },
    Recipe {
        marks: &["/v2/"],
        requests: &[(&COUNTERAPI, "<b/v2/<r")],
        why: "this is not an address to read; counterapi.dev is read by an address such as https://api.counterapi.dev/v2/workspace/name",
    },
    Recipe {
        marks: &["/api/article", "/article"],
        requests: &[(&WALINE, "<b/api/article?path=<p&type=time")],
        ..PLAIN
    },
    Recipe {
        requests: &[(&SHIELDS, "<w")],
        ..PLAIN
    },
    Recipe {
        requests: &[(&NUMBER, "<w")],
        ..PLAIN
    },
    Recipe {
        requests: &[(&PAGE, "<w")],
        why: "a page of another site cannot be read for its numbers: browsers keep sites apart, and pages change without a word; name a page of this site, or an address that gives JSON, whose places in counter-map begin with \"/\"",
        ..PLAIN
    },
];

static FIRST_VERCOUNT: Recipe = Recipe {
    marks: &["/api/v1/log"],
    requests: &[(&VERCOUNT_1, "<b/api/v1/log?url=<u")],
    ..PLAIN
};

static FIRST_WALINE: Recipe = Recipe {
    marks: &["/article"],
    requests: &[(&WALINE, "<b/article?path=<p&type=time")],
    ..PLAIN
};

/// What an address says of itself: in each line a format and rules, one of
/// which has to fit ([`Address::fits`]). The first such line holds.
const SIGNS: &str = "\
goatcounter:@goatcounter.com|~/counter/TOTAL.
plausible:~/api/stats/|@plausible.io|^plausible.
umami:*/api/share/|*/share/
matomo:?idsite|>/matomo.php|>/piwik.php
swetrix:~/v1/log/hb|@swetrix.com ~/projects/
vercount:@vercount.one|>/api/v1/log|>/api/v2/log
busuanzi:^busuanzi.
abacus:</get/ 2/get/|^abacus. 2/get/|^abacus. 2/stream/
counterapi:@api.counterapi.dev
waline:^waline.|>/article ?path
number:@whos.amung.us
";

/// The requests of one poll, in their order. `page` is the address of the page
/// that shows the panel.
///
/// # Errors
/// Where the address lacks what the format needs.
pub(super) fn requests(
    url: &str,
    address: &Address<'_>,
    format: Format,
    page: &str,
) -> Result<Vec<Request>, Refusal> {
    let (page, _) = cut(page, b"#");
    let (url, _) = cut(url, b"#");
    let recipe = match format {
        Format::Vercount if around(address.path, FIRST_VERCOUNT.marks).is_some() => &FIRST_VERCOUNT,
        Format::Waline if address.path == "/article" => &FIRST_WALINE,
        _ => &RECIPES[format as usize],
    };
    let here = Address::of(page);
    let parts = match format {
        Format::Html if here.is_none_or(|here| here.origin != address.origin) => None,
        _ => parts(address, format, recipe.marks),
    };
    let Some(parts) = parts else {
        return Err(Refusal::new(url, &[recipe.why]));
    };
    let mut requests = Vec::new();
    for (table, template) in recipe.requests {
        let mut request = Request::new(table);
        let sources = [url, page, here.map_or("", |here| here.path)];
        fill(&mut request, template, address, &parts, sources);
        match format {
            Format::GoatCounter if parts.rest != "TOTAL" => request.table = &GOATCOUNTER_PAGE,
            Format::GoatCounter => {
                let start = address.parameter("start");
                for (name, table) in [
                    ("week", &GOATCOUNTER_WEEK),
                    ("month", &GOATCOUNTER_MONTH),
                    ("year", &GOATCOUNTER_YEAR),
                ] {
                    if start == Some(name) {
                        request.table = table;
                    }
                }
            }
            Format::Busuanzi => request.headers.push(("x-bsz-referer", page.to_owned())),
            Format::Swetrix => request.places.push(Field {
                number: ONLINE,
                place: ["/", parts.rest].concat(),
            }),
            _ => {}
        }
        requests.push(request);
    }
    Ok(requests)
}

/// Whether the address says of itself which counter stands there.
pub(super) fn format_of(address: &Address<'_>) -> Format {
    let mut lines = SIGNS;
    while !lines.is_empty() {
        let (line, others) = cut(lines, b"\n");
        let (name, rules) = cut(line, b":");
        if address.fits(rules.get(1..).unwrap_or_default(), "") {
            return Format::named(name).unwrap_or_default();
        }
        lines = others.get(1..).unwrap_or_default();
    }
    Format::Auto
}

/// What a counter's address consists of.
struct Parts<'a> {
    /// Scheme and host.
    origin: &'a str,
    /// What of the path comes before the format's own, without a slash at its end.
    base: &'a str,
    /// What the counter is called.
    rest: &'a str,
}

/// `None` where something is missing.
fn parts<'a>(address: &Address<'a>, format: Format, marks: &[&str]) -> Option<Parts<'a>> {
    let path = address.path;
    let mut origin = address.origin;
    let found = around(path, marks);
    let (base, rest) = found.unwrap_or((path, ""));
    let mut base = base.strip_suffix('/').unwrap_or(base);
    let rest = match format {
        Format::GoatCounter if found.is_none() => "TOTAL",
        Format::GoatCounter => {
            let ending = [".json", ".svg", ".png", ".html"]
                .into_iter()
                .find_map(|ending| rest.strip_suffix(ending));
            ending.unwrap_or(rest)
        }
        Format::Plausible if found.is_none() => {
            base = "";
            segment(path.get(1..)?)?
        }
        Format::Umami | Format::Plausible => segment(rest)?,
        Format::Swetrix => {
            let id = if found.is_some() {
                let id = address
                    .parameter("pids")
                    .or_else(|| address.parameter("pid"))?;
                // A list of ids in brackets and quotes, encoded or not.
                let quote = |text| around(text, &["%22", "\""]).unwrap_or((text, text));
                quote(quote(id).1).0
            } else if address.is_at("swetrix.com") {
                (origin, base) = ("https://api.swetrix.com", "");
                segment(around(path, &["/projects/"])?.1)?
            } else {
                return None;
            };
            let is_good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            (!id.is_empty() && id.bytes().all(is_good)).then_some(id)?
        }
        Format::Busuanzi => {
            base = base.strip_suffix("/api").unwrap_or(base);
            rest
        }
        Format::Abacus => pair(rest)?,
        Format::CounterApi => {
            let rest = rest.strip_suffix('/').unwrap_or(rest);
            let (workspace, name) = cut(rest, b"/");
            (!workspace.is_empty() && name.len() > 1).then_some(rest)?
        }
        _ => rest,
    };
    Some(Parts { origin, base, rest })
}

/// Gives a request its address. In `template` a "<" and a letter stand for
///
/// - `w`: the owner's address as it is,
/// - `b`, `r`: its [`Parts`],
/// - `i`: the number of the site in Matomo,
/// - `u`, `p`: the address of the page or its path, unless the owner's names another,
/// - `t`: what a token came with; the rest is the request's ending,
/// - `?`: the parameter of that name, where the owner's address has it.
///
/// `sources` are the owner's address, the page's, and its path.
fn fill(
    request: &mut Request,
    template: &'static str,
    address: &Address<'_>,
    parts: &Parts<'_>,
    sources: [&str; 3],
) {
    let url = &mut request.url;
    let [whole, page, page_path] = sources;
    let mut pieces = template;
    while let Some(piece) = pieces.get(1..) {
        let (piece, others) = cut(piece, b"<");
        pieces = others;
        let (letter, text) = piece.split_at_checked(1).unwrap_or_default();
        match letter.as_bytes() {
            b"w" => url.push_str(whole),
            b"b" => {
                url.push_str(parts.origin);
                url.push_str(parts.base);
            }
            b"r" => url.push_str(parts.rest),
            b"i" => url.push_str(address.parameter("idsite").unwrap_or("1")),
            b"t" => {
                request.ending = text;
                return;
            }
            b"?" => {
                if let Some(value) = address.parameter(text) {
                    let is_first = around(url, &["?"]).is_none();
                    for part in [if is_first { "?" } else { "&" }, text, "=", value] {
                        url.push_str(part);
                    }
                }
                continue;
            }
            letter => {
                // A path is encoded once already; Waline keeps paths decoded.
                let (name, own, kept): (_, _, &[u8]) = match letter {
                    b"u" => ("url", page, b""),
                    _ => ("path", page_path, b"%/"),
                };
                match address.parameter(name) {
                    Some(given) if !given.is_empty() => url.push_str(given),
                    _ => push_percent_encoded(url, own, kept),
                }
            }
        }
        url.push_str(text);
    }
}
