//! It fetches nothing, starts nothing and writes no file: owners run it on what
//! strangers wrote.

use super::root;
use std::fs;

#[test]
fn it_knows_no_network_and_starts_nothing() {
    let mut count = 0;
    for entry in fs::read_dir(root().join("cli/src")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for word in WORLDLY {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
        count += 1;
    }
    assert!(count >= 5, "{count}");
    let manifest = fs::read_to_string(root().join("cli/Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (dependencies, _) = rest.split_once("\n[").unwrap();
    let names: Vec<&str> = dependencies
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .collect();
    assert_eq!(names, ["clap", "encoding_rs", "icu_normalizer", "readerly"]);
}

const WORLDLY: [&str; 7] = [
    "std::net",
    "TcpStream",
    "process::Command",
    "fs::write",
    "File::create",
    "OpenOptions",
    "unsafe",
];
