//! Vietnamese text of the years before Unicode, whose letters were those of
//! fonts: it is told by what stands where vowels should.

/// Signs of TCVN3 (".VnTime") that stand in no word of another language.
const TCVN3: &str = "µ¶¸¹¨©ª«¬\u{AD}®»¼½¾";

/// Second halves of vowels in VNI ("VNI-Times").
const VNI: &str = "ùøûõïâêáàåãäéèúüë";

/// A shorter text tells nothing, in letters.
const SHORTEST: usize = 60;

/// So many of a hundred letters are no chance.
const SHARE: usize = 4;

/// The name of the font encoding in which letters seem to be.
pub(super) fn encoding_of(letters: &str) -> Option<&'static str> {
    let (mut all, mut tcvn3, mut vni) = (0, 0, 0);
    let mut before = ' ';
    for character in letters.chars() {
        all += 1;
        // Letters that only real Vietnamese has.
        if matches!(character, '\u{1EA0}'..='\u{1EF9}') {
            return None;
        }
        // A capital with a mark in the middle of a word is one of them, too.
        let is_sign = TCVN3.contains(character) || matches!(character, 'À'..='Þ' | '·');
        if before.is_ascii_lowercase() && is_sign {
            tcvn3 += 1;
        }
        if matches!(before, 'a' | 'e' | 'o' | 'u' | 'ô' | 'ö') && VNI.contains(character) {
            vni += 1;
        }
        before = character;
    }
    if all < SHORTEST || (tcvn3 + vni) * 100 < all * SHARE {
        None
    } else if tcvn3 > vni {
        Some("TCVN3")
    } else {
        Some("VNI")
    }
}
