//! Times in YouTube addresses.

/// Reads "90", "90s", "1m30s" or "1h2m3s" as whole seconds; `None` for
/// anything else, so that a strange time plays from the beginning.
pub(super) fn seconds(text: &str) -> Option<u32> {
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

/// Decimal digits and nothing else; `u32::from_str` alone would take a plus sign.
fn whole(text: &str) -> Option<u32> {
    // The standard library's sign would pass otherwise.
    if text.starts_with('+') {
        None
    } else {
        text.parse().ok()
    }
}
