//! Reads the sources as text: without comments, without test code, and where a
//! rule wants it without strings.

use std::fs;
use std::path::Path;

/// One file of `src`, without comments and test code.
pub struct Source {
    /// Path below `src`, with slashes.
    pub path: String,
    /// Names of its module below the crate.
    pub module: Vec<String>,
    /// The code with its strings.
    pub text: String,
    /// The code with its strings blanked.
    pub code: String,
}

impl Source {
    /// Every shipped file.
    pub fn all() -> Vec<Self> {
        let mut files = Vec::new();
        collect(&root().join("src"), "", &mut files);
        let (sources, tests): (Vec<_>, Vec<_>) = files
            .iter()
            .map(|(path, text)| Self::new(path, text))
            .unzip();
        let tests = tests.concat();
        let is_test = |source: &Self| tests.iter().any(|test| source.module.starts_with(test));
        sources
            .into_iter()
            .filter(|source| !is_test(source))
            .collect()
    }

    /// The source, and the modules in other files that are declared for tests only.
    pub fn new(path: &str, text: &str) -> (Self, Vec<Vec<String>>) {
        let mut module: Vec<_> = path
            .trim_end_matches(".rs")
            .split('/')
            .map(str::to_owned)
            .collect();
        module.pop_if(|name| name == "mod");
        let mut source = Self {
            path: path.to_owned(),
            module,
            text: text.to_owned(),
            code: text.to_owned(),
        };
        if source.is_javascript() {
            let is_comment = |line: &&str| line.trim_start().starts_with("//");
            source.text = text
                .lines()
                .filter(|line| !is_comment(line))
                .collect::<Vec<_>>()
                .join("\n");
            source.code.clone_from(&source.text);
            return (source, Vec::new());
        }
        source.text = mask(text, false);
        source.code = mask(text, true);
        let mut tests = Vec::new();
        while let Some((start, end)) = test_item(&source.code) {
            let item = source.code[start..end].trim_end_matches(';');
            if let Some((_, name)) = item.rsplit_once("mod ").filter(|_| !item.contains('{')) {
                let mut module = source.module.clone();
                module.push(name.trim().to_owned());
                tests.push(module);
            }
            for view in [&mut source.text, &mut source.code] {
                view.replace_range(start..end, &" ".repeat(end - start));
            }
        }
        (source, tests)
    }

    /// The room it stands in; `None` for the crate's own two files.
    pub fn room(&self) -> Option<&str> {
        let first = self.module.first().map(String::as_str);
        first.filter(|name| !self.is_javascript() && !matches!(*name, "lib" | "main"))
    }

    pub fn is_javascript(&self) -> bool {
        self.path.ends_with(".js") || self.path.ends_with(".mjs")
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(directory: &Path, below: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(directory).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("names in src are UTF-8");
        let shown = if below.is_empty() {
            name.to_owned()
        } else {
            format!("{below}/{name}")
        };
        if path.is_dir() {
            collect(&path, &shown, files);
        } else if [".rs", ".js", ".mjs"]
            .iter()
            .any(|ending| name.ends_with(ending))
        {
            files.push((shown, fs::read_to_string(&path).expect("sources are UTF-8")));
        }
    }
}

/// Blanks comments, and strings where `strings` says so. Lengths stay, so that
/// positions in both forms of a source are the same.
fn mask(text: &str, strings: bool) -> String {
    let bytes = text.as_bytes();
    let mut masked = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text.as_bytes()[at..];
        let is_apart = at == 0 || !is_word(bytes[at - 1] as char);
        let (length, blank) = if rest.starts_with(b"//") {
            (find(rest, b"\n").unwrap_or(rest.len()), true)
        } else if rest.starts_with(b"/*") {
            (find(rest, b"*/").map_or(rest.len(), |end| end + 2), true)
        } else if rest[0] == b'r' && is_apart && raw_string(rest).is_some() {
            (raw_string(rest).unwrap_or(1), strings)
        } else if rest[0] == b'"' {
            (quoted(rest, b'"'), strings)
        } else if rest[0] == b'\'' && is_letter_literal(&text[at..]) {
            (quoted(rest, b'\''), strings)
        } else {
            (1, false)
        };
        if blank {
            for byte in &mut masked[at..at + length] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
        }
        at += length;
    }
    String::from_utf8(masked).expect("whole characters were blanked")
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Length of the raw string that `rest` begins with.
fn raw_string(rest: &[u8]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    let body = rest
        .get(1 + hashes..)
        .filter(|body| body.first() == Some(&b'"'))?;
    let end = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    let inner = find(&body[1..], &end)?;
    Some(1 + hashes + 1 + inner + end.len())
}

/// Length of a literal between two equal marks.
fn quoted(rest: &[u8], mark: u8) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// `'a'` and `'\n'` are letters; `'a` is a lifetime.
fn is_letter_literal(rest: &str) -> bool {
    let mut letters = rest.chars().skip(1);
    letters.next() == Some('\\') || letters.next() == Some('\'')
}

/// Where the first item stands that is compiled for tests only.
fn test_item(code: &str) -> Option<(usize, usize)> {
    let (start, _) = code.match_indices("#[cfg(").find(|(start, _)| {
        let condition = code[*start..]
            .split_once(']')
            .map_or("", |(condition, _)| condition);
        has_word(condition, "test") && !condition.contains("not(test)")
    })?;
    let after = start + code[start..].find(']')? + 1;
    let mut depth = 0_usize;
    for (offset, letter) in code[after..].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => return Some((start, after + offset + 1)),
            '}' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return Some((start, after + offset + 1)),
            _ => {}
        }
    }
    Some((start, code.len()))
}

/// Whether `word` stands by itself in `text`.
pub fn has_word(text: &str, word: &str) -> bool {
    !words(text, word).is_empty()
}

/// Where `word` stands by itself.
pub fn words(text: &str, word: &str) -> Vec<usize> {
    let stands_alone = |start: &usize| {
        !text[..*start].ends_with(is_word) && !text[start + word.len()..].starts_with(is_word)
    };
    text.match_indices(word)
        .map(|(start, _)| start)
        .filter(stands_alone)
        .collect()
}

/// Letters that names are made of.
pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}
