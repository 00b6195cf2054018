//! Vietnamese letters whose marks stand behind them.

use std::borrow::Cow;

/// Marks that stand behind their letter in some systems' Vietnamese, and for each
/// what becomes of the letters of [`BASES`] with it: those of the tones first.
const MARKS: [(char, &str); 8] = [
    ('\u{300}', "àằầèềìòồờùừỳÀẰẦÈỀÌÒỒỜÙỪỲ"),
    ('\u{301}', "áắấéếíóốớúứýÁẮẤÉẾÍÓỐỚÚỨÝ"),
    ('\u{303}', "ãẵẫẽễĩõỗỡũữỹÃẴẪẼỄĨÕỖỠŨỮỸ"),
    ('\u{309}', "ảẳẩẻểỉỏổởủửỷẢẲẨẺỂỈỎỔỞỦỬỶ"),
    ('\u{323}', "ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ"),
    ('\u{302}', "â  ê  ô     Â  Ê  Ô     "),
    ('\u{306}', "ă           Ă           "),
    ('\u{31B}', "      ơ  ư        Ơ  Ư  "),
];
const BASES: &str = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY";

/// A text whose Vietnamese letters are one character each. Some systems, and
/// windows-1258, write the tone behind its letter (NFD), and no word is found
/// there.
pub fn composed(text: &str) -> Cow<'_, str> {
    // The first byte of all these marks.
    if !text.bytes().any(|byte| byte == 0xCC) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        match result
            .chars()
            .next_back()
            .and_then(|base| with_mark(base, character))
        {
            Some(letter) => {
                result.pop();
                result.push(letter);
            }
            None => result.push(character),
        }
    }
    Cow::Owned(result)
}

/// A letter with a mark; what stands below it comes before what stands above.
fn with_mark(base: char, mark: char) -> Option<char> {
    let (_, letters) = MARKS.iter().find(|(known, _)| *known == mark)?;
    let place_of =
        |letters: &str, wanted: char| letters.chars().position(|letter| letter == wanted);
    if matches!(mark, '\u{302}' | '\u{306}') {
        let (_, dotted) = MARKS[4];
        if let Some(place) = place_of(dotted, base) {
            let plain = with_mark(BASES.chars().nth(place)?, mark)?;
            return with_mark(plain, '\u{323}');
        }
    }
    let place = place_of(BASES, base)?;
    letters.chars().nth(place).filter(|letter| *letter != ' ')
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::composed;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(composed(text), expected);
    }

    #[test]
    fn marks_behind_letters() {
        check("Lượt xem", "Lượt xem");
        check("Lu\u{31B}o\u{31B}\u{323}t", "Lượt");
        check("Nga\u{300}y vie\u{323}\u{302}t", "Ngày việt");
        check("vi\u{EA}\u{323}t a\u{306}\u{309}", "việt ẳ");
        check("A\u{302}\u{301} y\u{309}", "Ấ ỷ");
        // Marks of other languages stay.
        check("u\u{308} \u{301} x\u{300}", "u\u{308} \u{301} x\u{300}");
    }
}
