//! A short run of every fuzz target without a fuzzer: what is kept in
//! `fuzz/seeds`, and as many mutations of it, always the same ones. The long
//! runs are for a person to start; CONTRIBUTING.md says how.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::path::Path;

/// Mutations of each target.
const MUTATIONS: usize = 2_000;

/// The longest input that is mutated further.
const LONGEST: usize = 4_096;

/// What a mutation puts in: pieces that some target takes for more than letters.
const WORDS: [&str; 24] = [
    "<p>",
    "</",
    "<table>",
    "<svg>",
    "<!--",
    "&#0;",
    "\"",
    "'",
    "{\"type\":",
    "[",
    "]",
    "}",
    ",",
    ":",
    "\\u",
    "javascript:",
    "//",
    "#",
    "\u{A0}",
    "\u{2212}",
    "-",
    "+07:00",
    "60",
    "\n",
];

/// The generator xorshift64 of Marsaglia: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The remainder is below a number that fits.
        (self.0 % limit.max(1) as u64) as usize
    }
}

#[test]
fn addresses() {
    replay("addresses");
}

#[test]
fn dates() {
    replay("dates");
}

#[test]
fn html() {
    replay("html");
}

#[test]
fn json() {
    replay("json");
}

#[test]
fn markup() {
    replay("markup");
}

#[test]
fn shapes() {
    replay("shapes");
}

/// Every target is replayed, and every one has something to begin with.
#[test]
fn no_target_is_forgotten() {
    let names: Vec<_> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        ["addresses", "dates", "html", "json", "markup", "shapes"]
    );
    for name in names {
        assert!(seeds(name).len() >= 4, "{name}");
        let file = format!("fuzz/fuzz_targets/{name}.rs");
        assert!(root().join(&file).is_file(), "{file}");
    }
}

/// A fault that is planted is found, by the same mutations.
#[test]
fn mutations_reach_what_seeds_do_not() {
    let is_reached = |input: &[u8]| {
        let text = String::from_utf8_lossy(input);
        text.contains("-02-3") || text.contains(":60") && !text.contains("23:59:60")
    };
    assert!(!seeds("dates").iter().any(|seed| is_reached(seed)));
    let mut count = 0;
    mutate("dates", &mut |input| {
        count += usize::from(is_reached(input))
    });
    assert!(count > 0);
}

fn replay(name: &str) {
    let (_, target) = targets::TARGETS
        .into_iter()
        .find(|(known, _)| *known == name)
        .expect("it is a target");
    mutate(name, &mut |input| target(input));
}

/// Gives `run` every seed of a target, and mutations of them.
fn mutate(name: &str, run: &mut dyn FnMut(&[u8])) {
    let mut inputs = seeds(name);
    for input in &inputs {
        run(input);
    }
    let mut numbers = Numbers(20_200_316);
    for _ in 0..MUTATIONS {
        let mut input = inputs[numbers.below(inputs.len())].clone();
        let other = inputs[numbers.below(inputs.len())].clone();
        for _ in 0..=numbers.below(3) {
            change(&mut input, &other, &mut numbers);
        }
        run(&input);
        // Some are changed further, beside the seeds or instead of one.
        if input.len() <= LONGEST && numbers.below(4) == 0 {
            if inputs.len() < 256 {
                inputs.push(input);
            } else {
                let place = numbers.below(inputs.len());
                inputs[place] = input;
            }
        }
    }
}

fn change(input: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    let at = numbers.below(input.len() + 1);
    let end = (at + 1 + numbers.below(8)).min(input.len());
    match numbers.below(6) {
        0 => {
            input.drain(at..end);
        }
        1 => {
            let word = WORDS[numbers.below(WORDS.len())];
            input.splice(at..at, word.bytes());
        }
        2 => {
            let word = WORDS[numbers.below(WORDS.len())];
            input.splice(at..end, word.bytes());
        }
        3 => {
            let piece = input[at..end].to_vec();
            let copies = 1 + numbers.below(20);
            input.splice(at..at, piece.repeat(copies));
        }
        4 => {
            let from = numbers.below(other.len());
            let to = (from + numbers.below(200)).min(other.len());
            input.splice(at..end, other[from..to].iter().copied());
        }
        _ => {
            if let Some(byte) = input.get_mut(at) {
                // Printable, so that texts remain texts.
                *byte = b' ' + numbers.below(95) as u8;
            }
        }
    }
}

/// What is kept for a target, in the order of the names of its files.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let directory = root().join("fuzz/seeds").join(name);
    let mut paths: Vec<_> = fs::read_dir(&directory)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
        .map(|entry| entry.expect("seeds can be listed").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("seeds can be read"))
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
