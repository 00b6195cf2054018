//! Which languages are written from right to left.

use super::tag::split_tag;

/// Languages usually written from right to left (CLDR `characterOrder`).
const LANGUAGES: [&str; 20] = [
    "ar", "arc", "arz", "ary", "azb", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "mzn", "ps",
    "sd", "sdh", "syr", "ug", "ur", "yi",
];

/// Scripts written from right to left (ISO 15924).
const SCRIPTS: [&str; 11] = [
    "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "syrj", "thaa",
];

/// The direction of a text in the language `lang`, as the HTML `dir` attribute wants it.
pub fn direction(lang: &str) -> &'static str {
    match is_right_to_left(lang) {
        true => "rtl",
        false => "ltr",
    }
}

/// Whether a text in the language `lang` (BCP 47, either separator) runs from
/// right to left. A script subtag outweighs the language: "az-Arab" does,
/// "ur-Latn" does not.
pub fn is_right_to_left(lang: &str) -> bool {
    let is_one_of =
        |list: &[&str], subtag: &str| list.iter().any(|known| known.eq_ignore_ascii_case(subtag));
    let (primary, mut rest) = split_tag(lang.trim_ascii());
    // What follows a single letter is an extension or private use, in which
    // four letters are no script.
    loop {
        let (subtag, others) = split_tag(rest);
        if subtag.len() <= 1 {
            return is_one_of(&LANGUAGES, primary);
        }
        if subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return is_one_of(&SCRIPTS, subtag);
        }
        rest = others;
    }
}
