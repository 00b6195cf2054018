//! Small letters without the library's tables, which weigh several KB.

/// `text` in small letters, for comparisons: Latin with all its marks, Greek
/// and Cyrillic. Other scripts have no others.
#[inline(never)]
pub fn lower_case(text: &str) -> String {
    text.chars().map(lower).collect()
}

fn lower(character: char) -> char {
    let code = u32::from(character);
    let lower = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => {
            code + 0x20
        }
        0x400..=0x40F => code + 0x50,
        // What a Turkish capital with a dot is small: "i".
        0x130 => 0x69,
        // Here capitals are the odd ones.
        0x139..=0x148 | 0x179..=0x17E | 0x1AF..=0x1B0 => code + code % 2,
        0x100..=0x137
        | 0x14A..=0x177
        | 0x1A0..=0x1A1
        | 0x200..=0x21B
        | 0x490..=0x491
        | 0x1E00..=0x1EFF => code | 1,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(character)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn letters_of_european_scripts_become_small() {
        for (first, last) in [
            (0x20, 0x17F),
            (0x386, 0x3CE),
            (0x400, 0x45F),
            (0x1EA0, 0x1EF9),
        ] {
            for character in (first..=last).filter_map(char::from_u32) {
                let (small, library) = (lower(character), character.to_lowercase());
                // Those that the library knows and no word of ours holds.
                let is_rare = matches!(character, 'Ÿ' | 'Ά'..='Ώ' | 'Σ' | 'İ' | 'ĸ');
                assert!(is_rare || library.eq([small]), "{character:?}: {small:?}");
            }
        }
        assert_eq!(lower_case("ĐỌC THÊM, ƯU TIÊN"), "đọc thêm, ưu tiên");
        assert_eq!(lower_case("16 МАРТА 2020, ŠTŘEDA"), "16 марта 2020, štředa");
    }
}
