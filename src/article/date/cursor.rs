//! Reads the words and digits of a date one by one.

pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    pub(super) fn eat(&mut self, accepted: &[u8]) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        accepted.contains(&byte).then(|| {
            self.at += 1;
            byte
        })
    }

    /// Exactly `count` digits, or nothing is consumed.
    pub(super) fn digits(&mut self, count: usize) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + count)?;
        let mut value = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + u32::from(digit - b'0');
        }
        self.at += count;
        Some(value)
    }

    pub(super) fn one_or_two_digits(&mut self) -> Option<u32> {
        self.digits(2).or_else(|| self.digits(1))
    }

    pub(super) fn skip_spaces(&mut self) {
        while self.eat(b" \t\r\n").is_some() {}
    }

    pub(super) fn some_spaces(&mut self) -> Option<()> {
        self.eat(b" \t\r\n")?;
        self.skip_spaces();
        Some(())
    }

    pub(super) fn name(&mut self, names: &[&[u8; 3]]) -> Option<u32> {
        let word = self.bytes.get(self.at..self.at + 3)?;
        let position = names
            .iter()
            .position(|name| word.eq_ignore_ascii_case(*name))?;
        self.at += 3;
        u32::try_from(position).ok()
    }

    /// "Z", "+07:00", "+0700" or a zone name of RFC 2822 with one fixed meaning.
    /// The inner option is empty where the digits state an impossible offset.
    pub(super) fn offset(&mut self) -> Option<Option<i16>> {
        const ZONES: [(&[u8], i16); 12] = [
            (b"UTC", 0),
            (b"GMT", 0),
            (b"UT", 0),
            (b"Z", 0),
            (b"EST", -300),
            (b"EDT", -240),
            (b"CST", -360),
            (b"CDT", -300),
            (b"MST", -420),
            (b"MDT", -360),
            (b"PST", -480),
            (b"PDT", -420),
        ];
        if let Some(sign) = self.eat(b"+-") {
            let hours = self.digits(2)?;
            let _ = self.eat(b":");
            let minutes = self.digits(2)?;
            if hours > 23 || minutes > 59 {
                return Some(None);
            }
            let offset = (hours * 60 + minutes) as i16;
            return Some(Some(if sign == b'-' { -offset } else { offset }));
        }
        let length = self.bytes[self.at..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let word = &self.bytes[self.at..self.at + length];
        let (_, offset) = ZONES
            .iter()
            .find(|(name, _)| word.eq_ignore_ascii_case(name))?;
        self.at += length;
        Some(Some(*offset))
    }
}
