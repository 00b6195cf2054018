//! Lists of words, each one text: a table of texts would need a place in
//! memory, and bytes in the module, for every one of them.

/// The words of a list or of an attribute, apart by blanks or commas.
#[derive(Clone)]
pub(super) struct Words<'a>(pub &'a str);

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let mut start = 0;
        for (index, byte) in self.0.bytes().enumerate() {
            if byte != b',' && !byte.is_ascii_whitespace() {
                continue;
            }
            if start < index {
                let word = self.0.get(start..index);
                self.0 = self.0.get(index..)?;
                return word;
            }
            start = index + 1;
        }
        let word = self.0.get(start..)?;
        self.0 = "";
        (!word.is_empty()).then_some(word)
    }
}

/// Where a word stands in a list, from 0.
#[inline(never)]
pub(super) fn place(list: &str, word: &str) -> Option<usize> {
    Words(list).position(|known| known == word)
}

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
