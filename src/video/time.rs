//! Times in a video, as addresses and people write them.

/// Reads "90", "90s", "1m30s" or "1h2m3s" as whole seconds; `None` for
/// anything else, so that a strange time plays from the beginning.
pub fn seconds(text: &str) -> Option<u32> {
    if let Some(plain) = whole(text) {
        return Some(plain);
    }
    let mut total: u32 = 0;
    let mut rest = text;
    for (unit, length) in [('h', 3600), ('m', 60), ('s', 1)] {
        if let Some((amount, after)) = rest.split_once(unit) {
            total = total.checked_add(whole(amount)?.checked_mul(length)?)?;
            rest = after;
        }
    }
    // All of a text that is not empty must have been used up.
    (rest.is_empty() && !text.is_empty()).then_some(total)
}

/// Reads "2:15" or "1:02:03" as whole seconds. Minutes and seconds after a
/// colon have two digits and are below 60.
pub fn clock(text: &str) -> Option<u32> {
    let (first, rest) = text.split_once(':')?;
    let mut total = whole(first)?;
    let mut count = 0;
    for part in rest.split(':') {
        let amount = whole(part).filter(|amount| part.len() == 2 && *amount < 60)?;
        total = total.checked_mul(60)?.checked_add(amount)?;
        count += 1;
    }
    (count <= 2).then_some(total)
}

/// The start that a fragment names: "t=135", "t=2m15s", "t=2:15", "t=135,200"
/// or "t=npt:135", perhaps among other parts. Fractions of a second are cut.
///
/// <https://www.w3.org/TR/media-frags/#naming-time>
pub fn fragment_seconds(fragment: &str) -> Option<u32> {
    let text = fragment_part(fragment)?;
    let text = text.strip_prefix("npt:").unwrap_or(text);
    let (start, end) = text.split_once(',').unwrap_or((text, ""));
    if start.is_empty() && !end.is_empty() {
        return Some(0);
    }
    let start = match start.split_once('.') {
        Some((whole_seconds, fraction)) => {
            whole(fraction.strip_suffix('s').unwrap_or(fraction))?;
            whole_seconds
        }
        None => start,
    };
    seconds(start).or_else(|| clock(start))
}

/// Writes "2:15" or "1:02:03".
pub fn written(seconds: u32) -> String {
    let mut text = String::new();
    let hours = seconds / 3600;
    if hours > 0 {
        text.push_str(&hours.to_string());
        text.push(':');
    }
    push_part(&mut text, seconds / 60 % 60, hours > 0);
    text.push(':');
    push_part(&mut text, seconds % 60, true);
    text
}

/// The part of a fragment that begins with "t=".
pub(super) fn fragment_part(fragment: &str) -> Option<&str> {
    fragment.split('&').find_map(|part| part.strip_prefix("t="))
}

/// A number below 60.
fn push_part(text: &mut String, amount: u32, is_padded: bool) {
    if is_padded || amount > 9 {
        text.push(digit(amount / 10));
    }
    text.push(digit(amount % 10));
}

fn digit(amount: u32) -> char {
    // The remainder of a division by ten is one digit.
    char::from(b'0' + (amount % 10) as u8)
}

/// Decimal digits and nothing else; `u32::from_str` alone would take a plus sign.
fn whole(text: &str) -> Option<u32> {
    // The standard library's sign would pass otherwise.
    if text.starts_with('+') {
        None
    } else {
        text.parse().ok()
    }
}
