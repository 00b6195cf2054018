//! What owners are told of the words of an attribute.

/// Tells the owner what is wrong with a word of an attribute.
#[inline(never)]
pub(super) fn warn(attribute: &str, word: &str, problem: [&str; 3], warnings: &mut Vec<String>) {
    let [start, middle, end] = problem;
    let parts = [
        "attribute \"",
        attribute,
        "\": \"",
        word,
        "\" ",
        start,
        middle,
        end,
    ];
    warnings.push(parts.concat());
}
