//! A set of names that stays quick however many a source brings.

/// Names in order of the alphabet, each with its place among the names that
/// came, repeated ones counted.
///
/// They lie in short sorted runs: one long run moves half of itself for each
/// new name, which 100,000 of them turn into seconds. A map of the library
/// weighs several times as much in the module.
#[derive(Clone, Debug, Default)]
pub struct Names {
    runs: Vec<Vec<(String, usize)>>,
    count: usize,
}

/// The longest run.
const LONGEST: usize = 512;

impl Names {
    /// Puts a name in; `false` where it is there already.
    #[inline(never)]
    pub fn insert(&mut self, name: &str) -> bool {
        let place = self.count;
        self.count += 1;
        let Err((run, index)) = self.find(name) else {
            return false;
        };
        let entry = (name.to_owned(), place);
        let Some(entries) = self.runs.get_mut(run) else {
            self.runs.push(vec![entry]);
            return true;
        };
        entries.insert(index, entry);
        if entries.len() > LONGEST {
            let rest = entries.split_off(LONGEST / 2);
            self.runs.insert(run + 1, rest);
        }
        true
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The place at which the name came first, from 0.
    #[inline(never)]
    pub fn position(&self, name: &str) -> Option<usize> {
        let (run, index) = self.find(name).ok()?;
        Some(self.runs.get(run)?.get(index)?.1)
    }

    /// Where the name is, or where it belongs: the run and the place in it.
    fn find(&self, name: &str) -> Result<(usize, usize), (usize, usize)> {
        // The run before the first one that begins behind the name.
        let next = self.runs.partition_point(|run| match run.first() {
            Some((first, _)) => first.as_str() <= name,
            None => true,
        });
        let run = next.saturating_sub(1);
        let Some(entries) = self.runs.get(run) else {
            return Err((run, 0));
        };
        match entries.binary_search_by(|(known, _)| known.as_str().cmp(name)) {
            Ok(index) => Ok((run, index)),
            Err(index) => Err((run, index)),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_an_empty_set() {
        let names = Names::default();
        assert_eq!(names.position(""), None);
        assert_eq!(names.position("a"), None);
    }

    #[test]
    fn many_names_in_any_order_are_all_found() {
        let count = LONGEST * 9;
        let name = |index: usize| format!("name-{}", (index * 7919) % count);
        let mut names = Names::default();
        for index in 0..count {
            assert!(names.insert(&name(index)));
        }
        assert!(names.runs.len() > 8);
        assert!(names.runs.iter().all(|run| run.len() <= LONGEST));
        for index in 0..count {
            assert_eq!(names.position(&name(index)), Some(index));
            assert!(!names.insert(&name(index)));
        }
        assert_eq!(names.position("name"), None);
        assert_eq!(names.position("nobody"), None);
    }

    proptest! {
        #[test]
        fn a_name_is_new_once(words in prop::collection::vec("[ab]{0,4}", 0..60)) {
            let mut names = Names::default();
            for (index, word) in words.iter().enumerate() {
                prop_assert_eq!(names.insert(word), !words[..index].contains(word));
            }
            prop_assert_eq!(names.is_empty(), words.is_empty());
            for word in &words {
                prop_assert_eq!(names.position(word), words.iter().position(|known| known == word));
            }
        }
    }
}
