//! The conversation with one endpoint.

use super::address::Address;
use super::answer::{
    Reading, Token, nothing, read_json, read_number, read_unknown, token_in, told_by_status,
};
use super::map::{self, Field, Map};
use super::request::Request;
use super::tables::{Kind, MAPPED, Table};
use super::{Answer, Ask, Endpoint, Format, Next, Pages, Refusal, plan, refuse};
use crate::counter::merge::fill_gaps;
use crate::counter::model::Counts;
use crate::counter::read::{self, BODY_LIMIT, CounterError, parse};
use crate::counter::shapes::{ONLINE, TOTAL};
use crate::text::push_percent_encoded;

/// Longest page that is read, in bytes.
const PAGE_LIMIT: usize = 1024 * 1024;

/// What these answers say is worth telling an owner.
const TELLING: &[u16] = &[400, 401, 402, 403, 404, 405, 410, 422];

/// Where a request only adds to another, no status may spoil the poll.
const ALL_TELLING: &[u16] = &[
    400, 401, 402, 403, 404, 405, 406, 408, 410, 422, 429, 500, 501, 502, 503, 504,
];

/// A conversation with one endpoint: which requests make one poll, and what
/// came of them. It keeps what later polls need: a token, and numbers that are
/// asked for less often than others.
#[derive(Clone, Debug)]
pub struct Dialogue {
    requests: Vec<Request>,
    format: Format,
    map: Option<Map>,
    map_text: String,
    token: Option<Token>,
    /// A new token has been asked for in this poll.
    is_renewed: bool,
    /// The request whose answer is awaited.
    pending: Option<usize>,
    /// What an unnamed counter turned out to be.
    found: Option<&'static Table>,
    warnings: Vec<String>,
}

impl Dialogue {
    /// A conversation with `endpoint`. `page` is the absolute address of the
    /// page that shows the panel.
    ///
    /// # Errors
    /// Where the endpoint must not be asked, or cannot be.
    pub fn new(endpoint: &Endpoint, page: &str) -> Result<Self, Refusal> {
        let url = endpoint.url.as_str();
        let Some(address) = Address::of(url) else {
            return Err(Refusal::new(url, &["this is no http or https address"]));
        };
        refuse::check(url, &address, endpoint.format)?;
        let mut format = endpoint.format;
        let is_page = format == Format::Html;
        let takes_map = is_page || matches!(format, Format::Auto | Format::Json | Format::Number);
        let map_text = endpoint.map.as_deref().filter(|_| takes_map);
        let map = match map_text {
            Some(text) => {
                let is_page = (format != Format::Auto).then_some(is_page);
                Some(map::parse(url, text, is_page)?)
            }
            None if is_page => {
                let why = "a page is read with selectors; say in counter-map where the numbers stand, as in {\"online\": \"#lblNow\", \"total\": \".all\"}";
                return Err(Refusal::new(url, &[why]));
            }
            None => None,
        };
        match &map {
            None if format == Format::Auto => format = plan::format_of(&address),
            Some(map) if format == Format::Auto && map.has_selectors => format = Format::Html,
            _ => {}
        }
        let mut requests = plan::requests(url, &address, format, page)?;
        if let Some(map) = &map
            && let [request] = requests.as_mut_slice()
        {
            request.places.clone_from(&map.fields);
            if matches!(format, Format::Auto | Format::Json) {
                request.table = &MAPPED;
            }
        } else if format == Format::Number
            && address.is_at("whos.amung.us")
            && let [request] = requests.as_mut_slice()
        {
            request.places.push(Field {
                number: ONLINE,
                place: String::new(),
            });
        }
        Ok(Self {
            requests,
            format,
            map,
            map_text: map_text.unwrap_or_default().to_owned(),
            token: None,
            is_renewed: false,
            pending: None,
            found: None,
            warnings: Vec::new(),
        })
    }

    /// The shortest time in milliseconds between two polls that is of any use
    /// to anybody. The first answer of an unnamed counter may raise it.
    pub fn least_interval_ms(&self) -> u64 {
        self.main_table().every_ms
    }

    /// What makes two panels ask the same thing.
    pub fn key(&self) -> String {
        let mut key = String::from(self.format.name());
        for request in &self.requests {
            for part in ["\n", &request.url, request.ending] {
                key.push_str(part);
            }
            for (_, value) in &request.headers {
                key.push('\n');
                key.push_str(value);
            }
        }
        key.push('\n');
        key.push_str(&self.map_text);
        key
    }

    /// What an owner should check when no readable answer comes; may be empty.
    pub fn advice(&self) -> &'static str {
        self.main_table().advice
    }

    /// Whether the endpoint can be told of visits, as those of counter JSON can.
    pub fn takes_visits(&self) -> bool {
        self.map.is_none() && matches!(self.format, Format::Auto | Format::Json)
    }

    /// The first request of a poll. An earlier poll that was given up half-way
    /// is forgotten. `now_ms` is the wall clock in milliseconds since 1970.
    pub fn begin(&mut self, now_ms: u64) -> Ask {
        if let Some(at) = self.pending.take()
            && let Some(lost) = self.requests.get_mut(at)
        {
            // An answer that did not come may have been no more than a page
            // that was left. Twice in a row it is a reason to do without.
            if lost.failures == 0 {
                lost.asked_ms = None;
            }
            lost.fail();
        }
        self.is_renewed = false;
        self.warnings.clear();
        for request in &mut self.requests {
            request.is_done = match request.table.kind {
                Kind::Token => self.token.is_some(),
                _ => request.table.is_extra && !request.is_due(now_ms),
            };
        }
        // Every conversation has a request that belongs to each poll.
        let at = self.next_at().unwrap_or_default();
        self.ask(at, now_ms)
    }

    /// Takes the answer to the last request.
    pub fn take(&mut self, answer: &Answer<'_>, pages: &dyn Pages) -> Next {
        let Some(at) = self.pending.take() else {
            return Next::Failed(nothing(Vec::new()));
        };
        let is_good = (200..300).contains(&answer.status);
        let result = if is_good || answer.status == 404 {
            self.read(at, answer, pages)
        } else {
            Err(nothing(Vec::new()))
        };
        let table = self.table(at);
        let counts_404 = table.counts_nothing_as_404
            || self.found.is_some_and(|found| found.counts_nothing_as_404);
        let result = if is_good || (counts_404 && result.is_ok()) {
            result
        } else {
            Err(told_by_status(answer))
        };
        match result {
            Ok((counts, warnings)) => {
                self.warnings.extend(warnings);
                if let Some(request) = self.requests.get_mut(at) {
                    request.failures = 0;
                    request.counts = Some(counts);
                }
            }
            // A token may be taken back, and a new one is to be had at once.
            Err(_) if answer.status == 401 && self.token.is_some() => {
                self.token = None;
                if !self.is_renewed {
                    self.is_renewed = true;
                    self.requests[0].is_done = false;
                    self.requests[at].is_done = false;
                    return Next::Ask(self.ask(0, answer.now_ms));
                }
                return self.fail(at, answer, told_by_status(answer));
            }
            Err(error) => {
                if !table.is_extra {
                    return self.fail(at, answer, error);
                }
                if let Some(request) = self.requests.get_mut(at) {
                    request.fail();
                }
                let problem = ["totals could not be had: ", &error.to_string()];
                self.warnings.push(problem.concat());
            }
        }
        match self.next_at() {
            Some(at) => Next::Ask(self.ask(at, answer.now_ms)),
            None => self.finish(),
        }
    }

    fn fail(&self, at: usize, answer: &Answer<'_>, error: CounterError) -> Next {
        let mut error = error;
        let advice = self.table(at).advice;
        if let CounterError::Told { message } = &mut error
            && !advice.is_empty()
        {
            message.push_str("; ");
            message.push_str(advice);
        }
        if (200..300).contains(&answer.status) {
            return Next::Failed(error);
        }
        Next::Refused {
            code: answer.status,
            error,
        }
    }

    /// All that this poll and earlier ones gave.
    fn finish(&mut self) -> Next {
        let mut counts = Counts::default();
        for request in &self.requests {
            if let Some(given) = &request.counts {
                fill_gaps(&mut counts, given);
            }
        }
        let mut warnings = std::mem::take(&mut self.warnings);
        if let Some(map) = &self.map {
            warnings.extend_from_slice(&map.warnings);
        }
        if counts.is_empty() {
            return Next::Failed(nothing(warnings));
        }
        Next::Counts(counts, warnings)
    }

    fn table(&self, at: usize) -> &'static Table {
        self.requests
            .get(at)
            .map_or(&MAPPED, |request| request.table)
    }

    /// That of the numbers each poll is about.
    fn main_table(&self) -> &'static Table {
        if let Some(found) = self.found {
            return found;
        }
        for request in &self.requests {
            if request.table.kind != Kind::Token {
                return request.table;
            }
        }
        &MAPPED
    }

    fn next_at(&self) -> Option<usize> {
        self.requests.iter().position(|request| !request.is_done)
    }

    fn ask(&mut self, at: usize, now_ms: u64) -> Ask {
        self.pending = Some(at);
        let max_bytes = match self.table(at).kind {
            Kind::Page => PAGE_LIMIT,
            _ => BODY_LIMIT,
        };
        let statuses = if self.table(at).is_extra {
            ALL_TELLING
        } else {
            TELLING
        };
        let mut ask = Ask {
            url: String::new(),
            headers: Vec::new(),
            statuses,
            max_bytes,
        };
        let Some(request) = self.requests.get_mut(at) else {
            return ask;
        };
        request.is_done = true;
        request.asked_ms = Some(now_ms);
        ask.url.push_str(&request.url);
        ask.headers.clone_from(&request.headers);
        if !request.ending.is_empty()
            && let Some(token) = &self.token
        {
            push_percent_encoded(&mut ask.url, &token.website, b"");
            ask.url.push_str(request.ending);
            ask.headers
                .push(("x-umami-share-token", token.secret.clone()));
            // Since version 3.1 the token alone is not enough.
            ask.headers.push(("x-umami-share-context", "1".to_owned()));
        }
        if request.ending.ends_with('=') {
            ask.url.push_str(&now_ms.to_string());
        }
        ask
    }

    fn read(&mut self, at: usize, answer: &Answer<'_>, pages: &dyn Pages) -> Reading {
        let text = answer.text;
        let table = self.table(at);
        let places = match self.requests.get(at) {
            Some(request) => request.places.as_slice(),
            None => &[],
        };
        match table.kind {
            Kind::Version1 => read::read(text),
            Kind::Json => read_json(&parse(text)?, table, places, self.map.as_ref()),
            Kind::Token => {
                let token = token_in(&parse(text)?)?;
                self.token = Some(token);
                Ok((Counts::default(), Vec::new()))
            }
            Kind::Number => {
                let field = places.first().map_or(TOTAL, |field| field.number);
                read_number(text, field)
            }
            Kind::Page if text.len() > PAGE_LIMIT => {
                Err(CounterError::TooLarge { bytes: text.len() })
            }
            Kind::Page => map::read_page(text, places, pages),
            Kind::Unknown => {
                let (table, result) = read_unknown(text)?;
                if result.is_ok() {
                    self.found = Some(table);
                }
                result
            }
        }
    }
}
