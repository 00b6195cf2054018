//! The style sheet for the page's own article, made of what the reader's own
//! sheets say: `take: .title, .facts;` in its source stands for all declarations
//! of the rules that have one of these selectors.

use anyhow::{Context, Result, bail};

use super::comments;

/// What the source calls the page's own article.
const OWN: &str = ":own";
/// Stronger than what a page says of its articles, short of an id of its own.
const OWN_SELECTOR: &str = "readerly-article:not(#_, [takeover=\"never\"]) > article";
const TAKE: &str = "take:";

/// The finished sheet, without comments. `reader` is what the reader adopts.
///
/// # Errors
/// When the source takes a selector that no rule has, or is cut short.
pub fn make(source: &str, reader: &str) -> Result<String> {
    let rules = rules(reader);
    let source = comments::strip_css(source)?;
    let mut parts = source.split(TAKE);
    let mut sheet = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (wanted, rest) = part
            .split_once(";\n")
            .with_context(|| format!("no line ends with \";\" after \"{TAKE}\""))?;
        let mut taken = Vec::new();
        for selector in selectors(wanted) {
            let found: Vec<&str> = rules
                .iter()
                .filter(|(known, _)| known.contains(&selector))
                .map(|(_, declarations)| *declarations)
                .collect();
            if found.is_empty() {
                bail!("no rule of the reader's sheets has the selector {selector:?}");
            }
            taken.extend(found);
        }
        sheet.push_str(&taken.join(" "));
        sheet.push('\n');
        sheet.push_str(rest);
    }
    let sheet = sheet.replace(OWN, OWN_SELECTOR);
    Ok(sheet.split_whitespace().collect::<Vec<_>>().join(" ") + "\n")
}

/// The rules that stand in no other, each with its selectors and declarations.
fn rules(sheet: &str) -> Vec<(Vec<String>, &str)> {
    let mut rules = Vec::new();
    let mut rest = sheet;
    while let Some((prelude, after)) = rest.split_once('{') {
        let mut depth = 1;
        let end = after
            .find(|character| {
                match character {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                depth == 0
            })
            .unwrap_or(after.len());
        if !prelude.trim_start().starts_with('@') {
            rules.push((selectors(prelude), after[..end].trim()));
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    rules
}

/// The selectors of a list, whose commas in brackets part nothing.
fn selectors(list: &str) -> Vec<String> {
    let mut depth = 0;
    list.split(|character| {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    })
    .map(|selector| selector.split_whitespace().collect::<Vec<_>>().join(" "))
    .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const READER: &str = ".a,\n.b:is(c, d) {\n  color: red;\n}\n@media print {\n  .a { color: black; }\n}\n.a { margin: 0; }\n";

    #[track_caller]
    fn check(source: &str, expected: Option<&str>) {
        assert_eq!(make(source, READER).ok().as_deref(), expected);
    }

    #[test]
    fn what_the_reader_says_is_taken() {
        check(
            "/* Why. */\n:own p {\n  take: .a;\n  top: 0;\n}\n",
            Some(
                "readerly-article:not(#_, [takeover=\"never\"]) > article p { color: red; margin: 0; top: 0; }\n",
            ),
        );
        check(
            "p {\n  take: .b:is(c, d), .a;\n}\n",
            Some("p { color: red; color: red; margin: 0; }\n"),
        );
    }

    #[test]
    fn what_it_does_not_say_is_an_error() {
        check("p {\n  take: .c;\n}\n", None);
        check("p {\n  take: .a", None);
    }
}
