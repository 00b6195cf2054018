//! The same steps written as HTML, for places without a browser: a server, or a
//! test.

use super::steps::{CLOSE, FIRST_ATTRIBUTE, FIRST_ELEMENT, Steps, TEXT};
use super::words::{ATTRIBUTES, ELEMENTS};

/// Elements that have no end tag
/// (<https://html.spec.whatwg.org/#void-elements>), as far as an article has them.
const VOID: [&str; 3] = ["br", "hr", "img"];

/// The HTML that a browser would write of what the steps build; `tongues` as
/// [`tongues`](super::tongues) has them.
pub fn html(steps: &Steps, tongues: &str) -> String {
    let tongues: Vec<&str> = tongues.split('\0').collect();
    let elements: Vec<&str> = ELEMENTS.lines().collect();
    let attributes: Vec<&str> = ATTRIBUTES.lines().collect();
    let mut texts = steps.texts().split('\0');
    let mut html = String::new();
    // Their names, and where their attributes end.
    let mut open: Vec<(&str, usize)> = Vec::new();
    for code in steps.codes() {
        match *code {
            CLOSE => {
                let (name, _) = open.pop().unwrap_or_default();
                if !VOID.contains(&name) {
                    html.extend(["</", name, ">"]);
                }
            }
            TEXT => escape(texts.next().unwrap_or_default(), "", &mut html),
            code if code < FIRST_ELEMENT => {
                let name = attributes[usize::from(code - FIRST_ATTRIBUTE)];
                let mut text = String::new();
                attribute(name, texts.next().unwrap_or_default(), &mut text);
                if let Some((_, end)) = open.last_mut() {
                    // In place of what the element always has.
                    let start = html[..*end].rfind('<').unwrap_or(*end);
                    let known = html[start..*end].find(&[" ", name, "=\""].concat());
                    if let Some(known) = known.map(|known| start + known) {
                        let value = known + name.len() + 3;
                        let close = html[value..].find('"').map_or(*end, |at| value + at + 1);
                        html.replace_range(known..close, "");
                        *end -= close - known;
                    }
                    html.insert_str(*end, &text);
                    *end += text.len();
                }
            }
            code => {
                let kind = elements[usize::from(code - FIRST_ELEMENT)];
                let mut words = kind.split('|');
                let name = words.next().unwrap_or_default();
                html.extend(["<", name]);
                for word in words {
                    let (name, value) = word.split_once('=').unwrap_or((word, ""));
                    let tongue = value.parse::<usize>().ok().filter(|_| name == "lang");
                    let Some(place) = tongue else {
                        attribute(name, value, &mut html);
                        continue;
                    };
                    if let Some([lang, dir]) = tongues.get(place..place + 2) {
                        // An empty one would hide that of the page around it.
                        if !lang.is_empty() {
                            attribute(name, lang, &mut html);
                        }
                        if !kind.contains("|dir=") {
                            attribute("dir", dir, &mut html);
                        }
                    }
                }
                open.push((name, html.len()));
                html.push('>');
            }
        }
    }
    html
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.extend([" ", name, "=\""]);
    escape(value, "\"", html);
    html.push('"');
}

/// `quote` is what would end the text.
fn escape(text: &str, quote: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' if quote == "\"" => html.push_str("&quot;"),
            // Without this the parser would read it as a common blank.
            '\u{a0}' => html.push_str("&nbsp;"),
            letter => html.push(letter),
        }
    }
}
