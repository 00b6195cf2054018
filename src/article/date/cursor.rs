//! Reads the words and digits of a date one by one.

/// Digits stated an offset that no zone can have.
pub(super) const IMPOSSIBLE_OFFSET: i16 = i16::MAX;

const WEEKDAYS: &str = "sunmontuewedthufrisat";
const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";

/// The zone names of RFC 2822 with one fixed meaning, and their hours from UTC.
const ZONES: [(&str, i16); 12] = [
    ("UTC", 0),
    ("GMT", 0),
    ("UT", 0),
    ("Z", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Year, month, day, hour, minute and second as far as they were read.
    pub(super) parts: [u32; 6],
    pub(super) has_time: bool,
    /// Minutes from UTC, or [`IMPOSSIBLE_OFFSET`]; absent where no zone was written.
    pub(super) offset: Option<i16>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            parts: [0; 6],
            has_time: false,
            offset: None,
        }
    }

    /// Reads the whole text as RFC 3339 or a relative of it. The inner option,
    /// a weekday, is always absent.
    pub(super) fn iso(&mut self) -> Option<Option<i32>> {
        self.scan(b"Y-M-D")?;
        if self.is_at_end() {
            return Some(None);
        }
        if self.eat(b'T').is_none() && self.eat(b't').is_none() {
            self.eat(b' ')?;
        }
        self.scan(b"h:m")?;
        if self.eat(b':').is_some() {
            self.scan(b"s")?;
            if self.eat(b'.').is_some() || self.eat(b',').is_some() {
                self.digits(1)?;
                while self.digits(1).is_some() {}
            }
        }
        self.has_time = true;
        if !self.is_at_end() {
            self.skip_spaces();
            self.read_offset()?;
        }
        self.is_at_end().then_some(None)
    }

    /// Reads the whole text as RFC 2822 and gives the weekday, from Sunday as 0.
    pub(super) fn rfc_2822(&mut self) -> Option<Option<i32>> {
        let weekday = self.name(WEEKDAYS);
        if weekday.is_some() {
            self.eat(b',')?;
            self.skip_spaces();
        }
        self.scan(b"d ")?;
        self.parts[1] = self.name(MONTHS)?.unsigned_abs() + 1;
        self.scan(b" ")?;
        // RFC 2822, 4.3 gives two-digit years a fixed meaning.
        if self.scan(b"Y").is_none() {
            let year = self.digits(2)?;
            self.parts[0] = if year < 50 { year + 2000 } else { year + 1900 };
        }
        // RFC 2822 demands time and zone; feeds leave both out.
        if self.is_at_end() {
            return Some(weekday);
        }
        self.scan(b" H:m")?;
        self.has_time = true;
        if self.eat(b':').is_some() {
            self.scan(b"s")?;
        }
        if !self.is_at_end() {
            self.scan(b" ")?;
            self.read_offset()?;
            self.skip_spaces();
        }
        let rest = self.rest();
        let is_comment = rest.first() == Some(&b'(') && rest.last() == Some(&b')');
        (rest.is_empty() || is_comment).then_some(weekday)
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Reads what `form` names: "Y" four digits, "M", "D", "h", "m" and "s" two,
    /// "d" and "H" one or two, a space at least one; anything else is itself.
    #[inline(never)]
    fn scan(&mut self, form: &[u8]) -> Option<()> {
        for sign in form {
            let (index, is_short) = match sign {
                b'Y' => {
                    self.parts[0] = self.digits(4)?;
                    continue;
                }
                b'M' => (1, false),
                b'D' => (2, false),
                b'd' => (2, true),
                b'h' => (3, false),
                b'H' => (3, true),
                b'm' => (4, false),
                b's' => (5, false),
                byte => {
                    self.eat(*byte)?;
                    if *byte == b' ' {
                        self.skip_spaces();
                    }
                    continue;
                }
            };
            self.parts[index] = match self.digits(2) {
                None if is_short => self.digits(1)?,
                number => number?,
            };
        }
        Some(())
    }

    #[inline(never)]
    fn eat(&mut self, byte: u8) -> Option<()> {
        let found = *self.bytes.get(self.at)?;
        // Every kind of white space is a space.
        if found != byte && !(byte == b' ' && found.is_ascii_whitespace()) {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// Exactly `count` digits, or nothing is consumed.
    #[inline(never)]
    fn digits(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for digit in self.bytes.get(self.at..self.at + count)? {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + u32::from(digit - b'0');
        }
        self.at += count;
        Some(value)
    }

    fn skip_spaces(&mut self) {
        while self.eat(b' ').is_some() {}
    }

    /// The number of a name among names of three letters.
    #[inline(never)]
    fn name(&mut self, names: &str) -> Option<i32> {
        let word = self.rest().get(..3)?;
        for (number, name) in names.as_bytes().chunks_exact(3).enumerate() {
            if word.eq_ignore_ascii_case(name) {
                self.at += 3;
                // At most twelve names.
                return Some(number as i32);
            }
        }
        None
    }

    /// "Z", "+07:00", "+0700", "+07" (PostgreSQL) or the name of a zone.
    #[inline(never)]
    fn read_offset(&mut self) -> Option<()> {
        // ISO 8601 and typographers write U+2212, of which no other character
        // of a date shares the first byte.
        let is_west = self.eat(b'-').is_some() || self.scan("\u{2212}".as_bytes()).is_some();
        if is_west || self.eat(b'+').is_some() {
            let hours = self.digits(2)?;
            let has_colon = self.eat(b':').is_some();
            let minutes = match self.digits(2) {
                None if !has_colon => 0,
                number => number?,
            };
            // Less than a day fits.
            let offset = (hours * 60 + minutes) as i16;
            self.offset = Some(if hours > 23 || minutes > 59 {
                IMPOSSIBLE_OFFSET
            } else if is_west {
                -offset
            } else {
                offset
            });
            return Some(());
        }
        let rest = self.rest();
        let mut length = 0;
        while rest.get(length).is_some_and(u8::is_ascii_alphabetic) {
            length += 1;
        }
        for (name, hours) in &ZONES {
            if rest.get(..length)?.eq_ignore_ascii_case(name.as_bytes()) {
                self.at += length;
                self.offset = Some(hours * 60);
                return Some(());
            }
        }
        None
    }
}
