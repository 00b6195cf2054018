//! Answers of counters that other people wrote: what running ones once said
//! (`tests/fixtures/counters`), and, where `READERLY_PEERS` names some that run
//! now, what they say. `cargo xtask peers` starts what it can and sets it.

mod conversation;

use std::path::Path;

use conversation::{NoPages, SEEDED_PAGE, VARIABLE, numbers, peers, poll};
use readerly::counter::model::Counts;
use readerly::counter::source::{Answer, Dialogue, Endpoint, Format, Next};

const NOW_MS: u64 = 1_795_000_000_000;

/// What the numbers are called in the tables below.
fn outline(counts: &Counts) -> String {
    let (site, page) = (&counts.site, counts.page.as_ref());
    let named = [
        ("online", counts.online.map(|online| online.value)),
        ("views", site.views),
        ("visitors", site.visitors),
        ("page views", page.and_then(|page| page.views)),
        ("page visitors", page.and_then(|page| page.visitors)),
    ];
    let shown: Vec<String> = named
        .into_iter()
        .filter_map(|(name, number)| Some(format!("{name} {}", number?)))
        .collect();
    assert_eq!(shown.len(), numbers(counts).len(), "{counts:?}");
    shown.join(", ")
}

/// Plays the captured answers to a conversation, one for each request.
fn replay(format: Format, address: &str, answers: &[(u16, &str)]) -> Result<String, String> {
    let endpoint = Endpoint {
        url: address.to_owned(),
        format,
        map: None,
    };
    let mut dialogue =
        Dialogue::new(&endpoint, SEEDED_PAGE).map_err(|refusal| refusal.to_string())?;
    let mut ask = dialogue.begin(NOW_MS);
    for (status, fixture) in answers {
        let is_wanted = (200..300).contains(status) || ask.statuses.contains(status);
        if !is_wanted {
            return Err(format!("status {status}"));
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures/counters")
            .join(fixture);
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let answer = Answer {
            status: *status,
            text: &text,
            now_ms: NOW_MS,
        };
        match dialogue.take(&answer, &NoPages) {
            Next::Ask(next) => ask = next,
            Next::Counts(counts, warnings) => {
                assert_eq!(warnings, Vec::<String>::new(), "{fixture}");
                return Ok(outline(&counts));
            }
            Next::Failed(error) | Next::Refused { error, .. } => return Err(error.to_string()),
        }
    }
    panic!("{address}: one more request is made: {}", ask.url);
}

#[track_caller]
fn check(format: Format, address: &str, answers: &[(u16, &str)], expected: &str) {
    assert_eq!(
        replay(format, address, answers).as_deref(),
        Ok(expected),
        "{address}"
    );
}

/// The failure has to say this.
#[track_caller]
fn check_failure(format: Format, address: &str, answers: &[(u16, &str)], expected: &str) {
    let error = replay(format, address, answers).unwrap_err();
    assert!(error.contains(expected), "{address}: {error}");
}

#[test]
fn waline_once_said() {
    let address = "https://waline.example/api/article?path=/x&type=time";
    let says = |status, fixture, expected| {
        check(Format::Waline, address, &[(status, fixture)], expected);
    };
    says(200, "waline/views.json", "page views 4");
    says(200, "waline/unknown.json", "page views 0");
    let first = "https://waline.example/article?path=/x";
    let answer = [(200, "waline/first-address.json")];
    check(Format::Waline, first, &answer, "page views 4");
    let fails = |status, fixture, expected| {
        check_failure(Format::Waline, address, &[(status, fixture)], expected);
    };
    fails(404, "waline/not-found.json", "not found");
    fails(403, "waline/forbidden.json", "Forbidden");
    // What was wrong is told as an object there.
    fails(200, "waline/refused.json", "1001 at /errno");
}

#[test]
fn goatcounter_once_said() {
    let check = |path, status, fixture, expected| {
        let address = format!("https://stats.example/counter/{path}.json");
        check(
            Format::GoatCounter,
            &address,
            &[(status, fixture)],
            expected,
        );
    };
    check("/x", 200, "goatcounter/path.json", "page views 5");
    check(
        "/many",
        200,
        "goatcounter/path-grouped.json",
        "page views 1233",
    );
    // A path that nobody has viewed has the status of a mistake.
    check("/unknown", 404, "goatcounter/unknown.json", "page views 0");
    check("TOTAL", 200, "goatcounter/total.json", "views 1238");
    check("TOTAL", 200, "goatcounter/total-zero.json", "views 0");
}

#[test]
fn abacus_once_said() {
    let address = "https://abacus.example/get/readerly/views";
    let value = [(200, "abacus/value.json")];
    check(Format::Abacus, address, &value, "views 5");
    let fails = |status, fixture, expected| {
        check_failure(Format::Abacus, address, &[(status, fixture)], expected);
    };
    fails(404, "abacus/unknown.json", "Key not found");
    fails(
        400,
        "abacus/bad-namespace.json",
        "length must be between 3 and 64",
    );
    fails(429, "abacus/rate-limited.json", "429");
}

#[test]
fn vercount_once_said() {
    let v2 = "https://events.example/api/v2/log";
    let v1 = "https://events.example/api/v1/log";
    for (address, fixture) in [(v2, "vercount/v2.json"), (v1, "vercount/v1.json")] {
        let expected = "views 4, visitors 1, page views 4";
        check(Format::Vercount, address, &[(200, fixture)], expected);
    }
    let nothing = "views 0, visitors 0, page views 0";
    let unknown = [(200, "vercount/v2-unknown.json")];
    check(Format::Vercount, v2, &unknown, nothing);
    let fails = |address, status, fixture, expected| {
        check_failure(Format::Vercount, address, &[(status, fixture)], expected);
    };
    // With status 200, zeros, and in version 2 even "success".
    fails(v2, 200, "vercount/v2-invalid.json", "Invalid URL protocol");
    fails(v1, 200, "vercount/v1-invalid.json", "Invalid URL protocol");
    fails(v2, 400, "vercount/v2-missing.json", "Missing url parameter");
    fails(v1, 400, "vercount/v1-missing.json", "Missing url parameter");
    fails(v2, 429, "vercount/v2-rate-limited.json", "429");
    fails(v1, 429, "vercount/v1-rate-limited.json", "429");
}

#[test]
fn busuanzi_once_said() {
    let address = "https://busuanzi.example/api";
    let says = |fixture, expected| {
        check(Format::Busuanzi, address, &[(200, fixture)], expected);
    };
    says(
        "busuanzi/counts.json",
        "views 4, visitors 1, page views 4, page visitors 1",
    );
    says(
        "busuanzi/other-page.json",
        "views 4, visitors 1, page views 0, page visitors 0",
    );
    let refused = [(200, "busuanzi/no-header.json")];
    check_failure(Format::Busuanzi, address, &refused, "invalid referer");
}

#[test]
fn umami_once_said() {
    let address = "https://umami.example/share/aBcD1234eF";
    let (share, active) = ((200, "umami/share.json"), (200, "umami/active.json"));
    let all = [share, active, (200, "umami/stats.json")];
    check(
        Format::Umami,
        address,
        &all,
        "online 3, views 6, visitors 3",
    );
    let unknown = [(404, "umami/share-unknown.json")];
    check_failure(Format::Umami, address, &unknown, "Not found");
    // Refused with an old token: a new one is asked for, once.
    let refused = (401, "umami/unauthorized.json");
    let twice = [share, refused, share, refused];
    check_failure(Format::Umami, address, &twice, "Unauthorized");
}

/// Which format an address or an answer gives away.
#[test]
fn unnamed_ones_are_recognised() {
    for (address, fixture, expected) in [
        (
            "https://a.example/c.json",
            "goatcounter/total.json",
            "views 1238",
        ),
        ("https://a.example/c", "abacus/value.json", "views 5"),
        (
            "https://a.example/c",
            "vercount/v2.json",
            "views 4, visitors 1, page views 4",
        ),
        (
            "https://a.example/c",
            "busuanzi/counts.json",
            "views 4, visitors 1, page views 4, page visitors 1",
        ),
        ("https://a.example/c", "waline/views.json", "page views 4"),
    ] {
        check(Format::Auto, address, &[(200, fixture)], expected);
    }
}

/// Each address that `docs/counters.md` shows is read as the format of its
/// section, without `counter-format` where the line has none.
#[test]
fn documented_addresses_are_read() {
    let text = include_str!("../../docs/counters.md");
    let value = |line: &str, name: &str, quote: char| {
        let start = format!("{name}={quote}");
        let (_, after) = line.split_once(&start)?;
        Some(after.split(quote).next().unwrap().to_owned())
    };
    let mut section = String::new();
    let mut read = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some(title) = line.strip_prefix("## ") {
            let letters = |name: &str| name.to_lowercase().replace([' ', '.'], "");
            section = Format::NAMES
                .iter()
                .find(|name| letters(title).starts_with(**name))
                .map_or_else(String::new, |name| (*name).to_owned());
            if title.starts_with("Counter JSON") {
                section = "json".to_owned();
            }
            continue;
        }
        if !line.starts_with("counter=") {
            continue;
        }
        let address = value(line, "counter", '"').unwrap();
        let named = value(line, "counter-format", '"');
        let index = |name: &String| {
            Format::NAMES
                .iter()
                .position(|known| known == name)
                .unwrap()
        };
        let endpoint = Endpoint {
            url: match address.strip_prefix('/') {
                Some(path) => format!("http://page.test/{path}"),
                None => address.clone(),
            },
            format: Format::nth(named.as_ref().map_or(0, index)),
            map: lines
                .get(at + 1)
                .and_then(|next| value(next, "counter-map", '\'')),
        };
        let dialogue = Dialogue::new(&endpoint, SEEDED_PAGE)
            .unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
        let key = dialogue.key();
        let found = key.lines().next().unwrap().to_owned();
        let expected = if section.is_empty() {
            named.unwrap_or_else(|| "auto".to_owned())
        } else {
            section.clone()
        };
        assert_eq!(found, expected, "{line}");
        read.push(found);
    }
    // Every format has its example.
    for name in Format::NAMES {
        assert!(
            read.iter().any(|read| read == name),
            "{name} has no example"
        );
    }
}

#[test]
fn running_ones_say() {
    let peers = peers();
    if peers.is_empty() {
        eprintln!("{VARIABLE} names no counter, so none is asked; `cargo xtask peers` does");
    }
    for peer in peers {
        let counts =
            poll(&peer, SEEDED_PAGE).unwrap_or_else(|error| panic!("{}: {error}", peer.name));
        println!("{}: {}", peer.name, outline(&counts));
        let given = numbers(&counts);
        for number in &peer.numbers {
            assert!(given.contains(number), "{}: {counts:?}", peer.name);
        }
    }
}
