//! Characters by name and by number: "&agrave;", "&#224;", "&#xE0;".

/// The names of HTML 4 and a few of Vietnamese letters, in the order of their
/// characters: one that follows its neighbour's does not say its own. Those up
/// to "yuml" may lack their semicolon.
/// <https://html.spec.whatwg.org/multipage/named-characters.html> has 2,000
/// more, which no publishing system writes.
pub(super) const NAMES: &str = "\
    <lt >gt &amp \"quot \u{A0}nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not \
    shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 \
    frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
    Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute \
    Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
    ugrave uacute ucirc uuml yacute thorn yuml \
    'apos ĂAbreve abreve ĐDstrok dstrok ĨItilde itilde ŒOElig oelig ŠScaron scaron ŨUtilde utilde \
    ŸYuml ƒfnof ˆcirc ˜tilde ΑAlpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu \
    Nu Xi Omicron Pi Rho ΣSigma Tau Upsilon Phi Chi Psi Omega αalpha beta gamma delta epsilon zeta \
    eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega \
    ϑthetasym upsih ϖpiv \u{2002}ensp emsp \u{2009}thinsp \u{200C}zwnj zwj lrm rlm –ndash mdash \
    ‘lsquo rsquo sbquo “ldquo rdquo bdquo †dagger Dagger bull …hellip ‰permil ′prime Prime ‹lsaquo \
    rsaquo ‾oline ⁄frasl €euro ℑimage ℘weierp ℜreal ™trade ℵalefsym ←larr uarr rarr darr harr \
    ↵crarr ⇐lArr uArr rArr dArr hArr ∀forall ∂part ∃exist ∅empty ∇nabla isin notin ∋ni ∏prod ∑sum \
    −minus ∗lowast √radic ∝prop infin ∠ang ∧and or cap cup int ∴there4 ∼sim ≅cong ≈asymp ≠ne equiv \
    ≤le ge ⊂sub sup nsub ⊆sube supe ⊕oplus ⊗otimes ⊥perp ⋅sdot ⌈lceil rceil lfloor rfloor 〈lang \
    rang ◊loz ♠spades ♣clubs ♥hearts diams";

/// Of [`NAMES`], those that may lack their semicolon.
const WITHOUT_SEMICOLON: usize = 100;

/// The longest name, and the longest number that is read to its end.
const LONGEST: usize = 32;

/// Letters with line ends as HTML has them and, if wanted, without references.
/// What is no reference stays as it is written.
#[inline(never)]
pub(super) fn decoded(letters: &str, has_references: bool, is_attribute: bool) -> String {
    let mut text = String::with_capacity(letters.len());
    let bytes = letters.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let mut read = 1;
        let character = match bytes[at] {
            b'&' if has_references => match reference(&letters[at..], is_attribute) {
                Some((character, length)) => {
                    read = length;
                    Some(character)
                }
                None => {
                    at += 1;
                    continue;
                }
            },
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => None,
            b'\r' => Some('\n'),
            0 => None,
            _ => {
                at += 1;
                continue;
            }
        };
        text.push_str(&letters[start..at]);
        text.extend(character);
        at += read;
        start = at;
    }
    text.push_str(&letters[start..]);
    text
}

/// The character that a text begins with by reference, and its length.
#[inline(never)]
fn reference(text: &str, is_attribute: bool) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let mut at = 1;
    let is_number = bytes.get(1) == Some(&b'#');
    let is_hexadecimal = is_number && matches!(bytes.get(2), Some(b'x' | b'X'));
    at += usize::from(is_number) + usize::from(is_hexadecimal);
    let start = at;
    let radix = if is_hexadecimal { 16 } else { 10 };
    let mut number: u32 = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = char::from(*byte).to_digit(36);
        match digit {
            Some(digit) if is_number && digit < radix => {
                number = number.saturating_mul(radix).saturating_add(digit);
            }
            Some(_) if !is_number && at < LONGEST => {}
            _ => break,
        }
        at += 1;
    }
    if at == start {
        return None;
    }
    let has_end = bytes.get(at) == Some(&b';');
    let length = at + usize::from(has_end);
    if is_number {
        return Some((character_of(number), length));
    }
    // "?a=1&copy=2" in an address is no copyright sign.
    let is_parameter = is_attribute && bytes.get(at) == Some(&b'=');
    let limit = match has_end {
        true => usize::MAX,
        false if is_parameter => 0,
        false => WITHOUT_SEMICOLON,
    };
    Some((named(&text[1..at], limit)?, length))
}

/// The character that one of the first `limit` names stands for.
fn named(name: &str, limit: usize) -> Option<char> {
    let mut code = 0;
    for (index, entry) in NAMES.split(' ').enumerate() {
        if index >= limit {
            break;
        }
        code += 1;
        let mut rest = entry.chars();
        let mut known = entry;
        if let Some(first) = rest.next()
            && !first.is_ascii_alphabetic()
        {
            code = u32::from(first);
            known = rest.as_str();
        }
        if known == name {
            return char::from_u32(code);
        }
    }
    None
}

/// The character with a number; numbers that Windows gave to other ones mean
/// those: <https://html.spec.whatwg.org/multipage/parsing.html#numeric-character-reference-end-state>.
fn character_of(number: u32) -> char {
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    if (0x80..0xA0).contains(&number) {
        for (index, character) in (0x80..).zip(WINDOWS.chars()) {
            if index == number {
                return character;
            }
        }
    }
    match char::from_u32(number) {
        Some('\0') | None => char::REPLACEMENT_CHARACTER,
        Some(character) => character,
    }
}
