//! One poll of a counter that is really running, by Readerly's own code and a
//! socket: what a browser would do, without the browser.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use readerly::counter::model::Counts;
use readerly::counter::source::{Answer, Ask, Dialogue, Endpoint, Format, Next, Pages};

/// The variable that names running counters:
/// `READERLY_PEERS="waline=http://127.0.0.1:8360/api/article?path=/x#4 abacus=…"`.
pub const VARIABLE: &str = "READERLY_PEERS";

/// A server that compiles what it runs takes its time for the first answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// One counter as the variable names it.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The counter's name in the `counter-format` attribute.
    pub name: String,
    pub format: Format,
    /// What an owner writes into the `counter` attribute.
    pub address: String,
    /// Numbers that it must give for the page [`SEEDED_PAGE`].
    #[allow(dead_code, reason = "the stories compare with a poll instead")]
    pub numbers: Vec<u64>,
}

/// The page that those who start the counters let be viewed.
#[allow(dead_code, reason = "stories have pages of their own")]
pub const SEEDED_PAGE: &str = "http://page.test/x";

/// The counters that the variable names; none without it.
///
/// # Panics
/// When an entry is not `name=address` or `name=address#4,17`.
pub fn peers() -> Vec<Peer> {
    let text = std::env::var(VARIABLE).unwrap_or_default();
    text.split_whitespace().map(peer).collect()
}

fn peer(entry: &str) -> Peer {
    let (name, address) = entry
        .split_once('=')
        .unwrap_or_else(|| panic!("{VARIABLE}: {entry:?} is not name=address"));
    let index = Format::NAMES
        .iter()
        .position(|known| *known == name)
        .unwrap_or_else(|| panic!("{VARIABLE}: there is no format {name:?}"));
    let (address, numbers) = address.split_once('#').unwrap_or((address, ""));
    let number = |text: &str| {
        text.parse()
            .unwrap_or_else(|_| panic!("{VARIABLE}: {text:?} in {entry:?} is no number"))
    };
    Peer {
        name: name.to_owned(),
        format: Format::nth(index),
        address: address.to_owned(),
        numbers: numbers
            .split(',')
            .filter(|text| !text.is_empty())
            .map(number)
            .collect(),
    }
}

/// Polls once for a panel on `page`.
///
/// # Errors
/// What an owner would read in the console.
pub fn poll(peer: &Peer, page: &str) -> Result<Counts, String> {
    let endpoint = Endpoint {
        url: peer.address.clone(),
        format: peer.format,
        map: None,
    };
    let mut dialogue = Dialogue::new(&endpoint, page).map_err(|refusal| refusal.to_string())?;
    let mut ask = dialogue.begin(now_ms());
    loop {
        let (status, text) = get(&ask, page).map_err(|error| format!("{}: {error}", ask.url))?;
        if !(200..300).contains(&status) && !ask.statuses.contains(&status) {
            return Err(format!("{}: status {status}", ask.url));
        }
        let answer = Answer {
            status,
            text: &text,
            now_ms: now_ms(),
        };
        match dialogue.take(&answer, &NoPages) {
            Next::Ask(next) => ask = next,
            Next::Counts(counts, warnings) if warnings.is_empty() => return Ok(counts),
            Next::Counts(_, warnings) => return Err(warnings.join("; ")),
            Next::Failed(error) | Next::Refused { error, .. } => return Err(error.to_string()),
        }
    }
}

/// All the numbers that a panel could show.
pub fn numbers(counts: &Counts) -> Vec<u64> {
    let (site, page) = (&counts.site, counts.page.as_ref());
    let online = counts.online.map(|online| online.value);
    [
        online,
        site.views,
        site.visitors,
        site.today,
        site.yesterday,
        site.week,
        site.month,
        site.year,
        page.and_then(|page| page.views),
        page.and_then(|page| page.visitors),
        page.and_then(|page| page.online),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Where a counter has a page in place of JSON, a browser is needed.
pub struct NoPages;

impl Pages for NoPages {
    fn texts(&self, _: &str, _: &[&str]) -> Result<Vec<Option<String>>, Option<String>> {
        Err(None)
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(0))
}

/// HTTP 1.0 asks for an answer without chunks, which ends with the connection.
fn get(ask: &Ask, page: &str) -> std::io::Result<(u16, String)> {
    let invalid = |why: &str| std::io::Error::other(format!("{why}: {}", ask.url));
    let rest = ask
        .url
        .strip_prefix("http://")
        .ok_or_else(|| invalid("only http is spoken here"))?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let origin: Vec<&str> = page.splitn(4, '/').take(3).collect();
    let mut request = format!(
        "GET /{path} HTTP/1.0\r\nHost: {host}\r\nOrigin: {}\r\nUser-Agent: readerly-peers\r\n",
        origin.join("/")
    );
    for (name, value) in &ask.headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");

    let mut connection = TcpStream::connect(host)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    let answer = String::from_utf8(answer).map_err(|_| invalid("the answer is not UTF-8"))?;
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .ok_or_else(|| invalid("the answer has no end of headers"))?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .ok_or_else(|| invalid("the answer has no status"))?;
    Ok((status, body.to_owned()))
}
