//! JSON text becomes a tree of values.
//!
//! A reader of our own, because its bytes are downloaded: serde_json with its
//! maps, numbers and messages weighs several times as much in the module. It
//! accepts exactly what <https://www.rfc-editor.org/rfc/rfc8259> does, up to
//! [`MAX_DEPTH`], and the tests hold it against serde_json.

#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "native")))]
mod write;

/// The nesting of lists and objects at which reading stops.
pub const MAX_DEPTH: u32 = 128;

/// Any JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it was written: exact, whatever its size.
    Number(String),
    /// A string without its escapes.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

/// The members of an object in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Value)>);

/// Why a text is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong there.
    pub kind: FaultKind,
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1; 0 at the very beginning of a line.
    pub column: usize,
}

/// What is wrong with a text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The text ends inside a value, or holds none.
    EndsEarly,
    /// Lists and objects are nested [`MAX_DEPTH`] deep.
    TooDeep,
    /// A comma stands before a closing bracket.
    TrailingComma,
    /// Anything else that cannot stand there.
    Unexpected,
}

impl Object {
    /// The value of a member; the last of several with one name, as in JavaScript.
    pub fn get(&self, key: &str) -> Option<&Value> {
        for (name, value) in self.0.iter().rev() {
            if name == key {
                return Some(value);
            }
        }
        None
    }

    /// An object with these members.
    pub fn from_members(members: Vec<(String, Value)>) -> Self {
        Self(members)
    }

    /// Adds a member; it counts even if another one had its name.
    pub fn push(&mut self, key: &str, value: Value) {
        self.0.push((key.to_owned(), value));
    }

    /// The members in their order.
    pub fn members(&self) -> &[(String, Value)] {
        &self.0
    }
}

impl Value {
    /// A member of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Object(object) => object.get(key),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number from 0 to 2^64 - 1, written without point or exponent.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Number(written) => whole_number(written),
            _ => None,
        }
    }

    /// The value at a JSON Pointer (<https://www.rfc-editor.org/rfc/rfc6901>).
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        let mut found = self;
        let mut tokens = pointer.split('/');
        if !tokens.next()?.is_empty() {
            return None;
        }
        for token in tokens {
            found = match found {
                Self::Object(object) => object.get(&unescaped(token))?,
                Self::Array(list) if token == "0" || !token.starts_with('0') => {
                    list.get(usize::try_from(whole_number(token)?).ok()?)?
                }
                _ => return None,
            };
        }
        Some(found)
    }
}

/// A part of a JSON Pointer without its escapes: "~1" for "/" and "~0" for "~".
fn unescaped(token: &str) -> String {
    let mut key = String::new();
    let mut is_after_tilde = false;
    for character in token.chars() {
        match character {
            '1' if is_after_tilde => {
                key.pop();
                key.push('/');
            }
            '0' if is_after_tilde => {}
            other => key.push(other),
        }
        is_after_tilde = character == '~';
    }
    key
}

/// The number that decimal digits, and nothing else, stand for; `None` above
/// 2^64 - 1.
pub fn whole_number(digits: &str) -> Option<u64> {
    let mut number: u64 = 0;
    for byte in digits.bytes() {
        let digit = u64::from(byte.wrapping_sub(b'0'));
        if digit > 9 || number > (u64::MAX - digit) / 10 {
            return None;
        }
        number = number * 10 + digit;
    }
    (!digits.is_empty()).then_some(number)
}

/// Reads a text that holds one JSON value, after a byte order mark if there is
/// one.
///
/// Half of a surrogate pair, which JavaScript leaves behind where it cuts a
/// text, becomes U+FFFD.
///
/// # Errors
/// The first place at which the text is not JSON.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
    };
    if let Some(value) = parser.value()
        && parser.next_byte() == 0
        && parser.at == text.len()
    {
        return Ok(value);
    }
    Err(parser.fault())
}

/// Every reading function gives nothing where the text is not JSON, and leaves
/// `at` there.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    /// The byte at hand; 0, which stands nowhere in JSON, at the end.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// The first byte that is no white space.
    fn next_byte(&mut self) -> u8 {
        loop {
            let byte = self.byte();
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return byte;
            }
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        if self.byte() != byte {
            return None;
        }
        self.at += 1;
        Some(())
    }

    fn value(&mut self) -> Option<Value> {
        match self.next_byte() {
            b'"' => self.string().map(Value::String),
            open @ (b'[' | b'{') => self.list(open),
            b'n' => self.word("null", Value::Null),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        for byte in word.bytes() {
            self.eat(byte)?;
        }
        Some(value)
    }

    /// A list or an object; both brackets of a pair are two apart.
    fn list(&mut self, open: u8) -> Option<Value> {
        self.depth += 1;
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.at += 1;
        let close = open + 2;
        let mut list = Vec::new();
        let mut members = Vec::new();
        if self.next_byte() == close {
            self.at += 1;
        } else {
            loop {
                if open == b'{' {
                    self.next_byte();
                    let key = self.string()?;
                    self.next_byte();
                    self.eat(b':')?;
                    members.push((key, self.value()?));
                } else {
                    list.push(self.value()?);
                }
                self.next_byte();
                if self.eat(close).is_some() {
                    break;
                }
                self.eat(b',')?;
            }
        }
        self.depth -= 1;
        Some(if open == b'{' {
            Value::Object(Object(members))
        } else {
            Value::Array(list)
        })
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let _ = self.eat(b'-');
        if self.eat(b'0').is_none() {
            self.digits()?;
        }
        if self.eat(b'.').is_some() {
            self.digits()?;
        }
        if self.byte() | 0x20 == b'e' {
            self.at += 1;
            if self.eat(b'+').is_none() {
                let _ = self.eat(b'-');
            }
            self.digits()?;
        }
        Some(Value::Number(self.text.get(start..self.at)?.to_owned()))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn string(&mut self) -> Option<String> {
        self.eat(b'"')?;
        let mut result = String::new();
        let mut start = self.at;
        loop {
            let byte = self.byte();
            if byte < b' ' {
                return None;
            }
            if byte == b'"' || byte == b'\\' {
                result.push_str(self.text.get(start..self.at)?);
                self.at += 1;
                if byte == b'"' {
                    return Some(result);
                }
                result.push(self.escape()?);
                start = self.at;
            } else {
                self.at += 1;
            }
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Option<char> {
        let byte = self.byte();
        let character = match byte {
            b'"' | b'\\' | b'/' => byte,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let mut code = self.code_unit()?;
                let after = self.at;
                if code & 0xFC00 == 0xD800 && self.eat(b'\\').is_some() {
                    match self.code_unit() {
                        Some(low) if low & 0xFC00 == 0xDC00 => {
                            code = 0x1_0000 + ((code & 0x3FF) << 10 | low & 0x3FF);
                        }
                        // Another escape, which is read, or refused, for itself.
                        _ => self.at = after,
                    }
                }
                return Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => return None,
        };
        self.at += 1;
        Some(char::from(character))
    }

    /// The four digits of an escape, from its "u" on.
    fn code_unit(&mut self) -> Option<u32> {
        self.eat(b'u')?;
        let mut code = 0;
        for _ in 0..4 {
            code = code << 4 | char::from(self.byte()).to_digit(16)?;
            self.at += 1;
        }
        Some(code)
    }

    /// What is wrong at the place where reading stopped.
    fn fault(&self) -> Fault {
        let bytes = self.text.as_bytes();
        // A byte that is there counts itself.
        let end = bytes.len().min(self.at + 1);
        let mut line = 1;
        let mut line_start = 0;
        let mut before = 0;
        for (index, byte) in bytes.iter().enumerate().take(self.at) {
            if *byte == b'\n' {
                line += 1;
                line_start = index + 1;
            }
            if *byte > b' ' {
                before = *byte;
            }
        }
        let kind = if self.at == bytes.len() {
            FaultKind::EndsEarly
        } else if self.depth == MAX_DEPTH {
            FaultKind::TooDeep
        } else if before == b',' && matches!(self.byte(), b']' | b'}') {
            FaultKind::TrailingComma
        } else {
            FaultKind::Unexpected
        };
        Fault {
            kind,
            line,
            column: end - line_start,
        }
    }
}

/// Adds a string, quotes and escapes included
/// (<https://www.rfc-editor.org/rfc/rfc8259#section-7>).
pub fn push_string(text: &str, json: &mut String) {
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                json.push('\\');
                json.push(letter);
            }
            '\n' => json.push_str("\\n"),
            '\0'..='\u{1f}' => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let code = letter as usize;
                json.push_str("\\u00");
                json.push(char::from(HEX[code >> 4]));
                json.push(char::from(HEX[code & 15]));
            }
            _ => json.push(letter),
        }
    }
    json.push('"');
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
