//! Takes comments and indentation out of what readers download. Everything else
//! stays as it was written, line for line: a person who opens the loader in a
//! browser can still read it.

use anyhow::{Context, Result, bail};

/// The script without the lines that hold nothing but a comment, blank lines and
/// indentation.
///
/// Whole lines only, because telling a comment inside a line from a string, an
/// address or a regular expression takes a JavaScript parser. The text of a
/// template literal that spans lines is left alone.
///
/// # Errors
/// When a block comment or a template literal does not end.
pub fn strip_javascript(source: &str) -> Result<String> {
    let mut kept = String::with_capacity(source.len());
    let mut in_template = false;
    let mut in_comment = false;
    for (index, line) in source.lines().enumerate() {
        let number = index + 1;
        let code = line.trim();
        if in_template {
            let closes_template = unescaped_backticks(line) % 2 == 1;
            kept.push_str(if closes_template {
                line.trim_end()
            } else {
                line
            });
            kept.push('\n');
            in_template = !closes_template;
        } else if in_comment || code.starts_with("/*") {
            match code.split_once("*/") {
                Some((_, after)) if !after.trim().is_empty() => {
                    bail!(
                        "line {number}: code follows a comment on its line; give it a line of its own"
                    )
                }
                Some(_) => in_comment = false,
                None => in_comment = true,
            }
        } else if !code.is_empty() && !code.starts_with("//") {
            // A statement goes on after a line break as it does after a space, so
            // that only the break must stay.
            let opens_template = unescaped_backticks(line) % 2 == 1;
            kept.push_str(if opens_template {
                line.trim_start()
            } else {
                code
            });
            kept.push('\n');
            in_template = opens_template;
        }
    }
    if in_comment {
        bail!("a block comment does not end");
    }
    if in_template {
        bail!("a template literal does not end, or a lone backtick stands in a string or comment");
    }
    Ok(kept)
}

/// The style sheet without comments, indentation and blank lines.
///
/// # Errors
/// When a comment or string does not end.
pub fn strip_css(source: &str) -> Result<String> {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let (_, after) = comment
                .split_once("*/")
                .context("a comment in the style sheet does not end")?;
            // A comment ends a name. Without it, `and/**/(` would become a function.
            let next = after.chars().next().unwrap_or(' ');
            if kept.ends_with(is_name) && (is_name(next) || next == '(') {
                kept.push(' ');
            }
            rest = after;
            continue;
        }
        let length = match character {
            '"' | '\'' => string_length(rest, character)?,
            // `\"` outside a string is a name's character, not a quote.
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ if opens_bare_url(&kept, rest) => rest
                .find(')')
                .context("a url( in the style sheet does not end")?,
            _ => character.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        if character == '\n' {
            end_line(&mut kept);
        } else if !(token.trim().is_empty() && (kept.is_empty() || kept.ends_with('\n'))) {
            kept.push_str(token);
        }
        rest = after;
    }
    end_line(&mut kept);
    Ok(kept)
}

fn end_line(kept: &mut String) {
    kept.truncate(kept.trim_end_matches([' ', '\t', '\r']).len());
    if !kept.is_empty() && !kept.ends_with('\n') {
        kept.push('\n');
    }
}

/// Whether an address without quotes begins here, in which `/*` is no comment.
/// <https://drafts.csswg.org/css-syntax/#consume-url-token>
fn opens_bare_url(before: &str, rest: &str) -> bool {
    let opened = before
        .len()
        .checked_sub(4)
        .and_then(|start| before.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case("url("));
    opened && !rest.trim_start().starts_with(['"', '\''])
}

/// Bytes of the string at the start of `rest`, quotes included.
fn string_length(rest: &str, quote: char) -> Result<usize> {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => break,
            _ if character == quote => return Ok(index + quote.len_utf8()),
            _ => {}
        }
    }
    let line = rest.lines().next().unwrap_or_default();
    bail!("a string in the style sheet does not end on its line: {line}")
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '-' || character == '_'
}

fn unescaped_backticks(line: &str) -> usize {
    let mut escaped = false;
    line.chars()
        .filter(|&character| {
            let counts = character == '`' && !escaped;
            escaped = character == '\\' && !escaped;
            counts
        })
        .count()
}

#[cfg(test)]
mod tests;
