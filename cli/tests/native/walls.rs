//! It fetches nothing, starts nothing and writes no file: owners run it on what
//! strangers wrote.

use super::root;
use std::fs;

/// Where the world is, and what it may have of it: it reads, and says how it ended.
const WORLD: [(&str, &str); 5] = [
    ("fs", "::File"),
    ("File", "::open"),
    ("process", "::ExitCode"),
    ("net", ""),
    ("os", ""),
];

/// Ways around that.
const DETOURS: [&str; 4] = ["OpenOptions", "libc", "unsafe", "File as "];

#[test]
fn it_knows_no_network_starts_nothing_and_writes_no_file() {
    let mut count = 0;
    let mut folders = vec![root().join("cli/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(worldly(&text), [""; 0], "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 5, "{count}");
}

/// What a file names of the world, as far as it may not.
fn worldly(text: &str) -> Vec<String> {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    // However the code is broken into lines.
    let code = text.lines().filter(|line| !line.trim().starts_with("//"));
    let words: Vec<&str> = code.flat_map(str::split_whitespace).collect();
    let code = words.join(" ").replace(" ::", "::").replace(":: ", "::");
    for word in DETOURS.into_iter().filter(|word| code.contains(word)) {
        found.push(word.to_owned());
    }
    for (room, allowed) in WORLD {
        for (at, _) in code.match_indices(room) {
            let rest = &code[at + room.len()..];
            let path = rest.strip_prefix("::").unwrap_or_default();
            let name = path.split(|letter| !is_letter(letter)).next();
            let name = ["::", name.unwrap_or_default()].concat();
            let is_word = !code[..at].ends_with(is_letter) && !rest.starts_with(is_letter);
            // The type of a file opens none.
            let is_type = room == "File" && !rest.starts_with("::");
            if is_word && !is_type && name != allowed {
                found.push([room, &name].concat());
            }
        }
    }
    found
}

#[test]
fn the_wall_sees_what_is_planted() {
    for planted in [
        "std::fs::copy(a, b)",
        "fs::write(a, b)",
        "fs::rename(a, b)",
        "fs::remove_file(a)",
        "fs::remove_dir_all(a)",
        "fs::create_dir(a)",
        "fs\n    ::hard_link(a, b)",
        "File::create(a)",
        "File::create_new(a)",
        "File::options()",
        "use std::fs::{File, copy};",
        "use std::fs::*;",
        "use std::{fs as disk};",
        "use std::fs as disk;",
        "use std::fs::File as Other;",
        "use std::{net::UdpSocket};",
        "use std::process::{Command, ExitCode};",
        "process::Command::new(a)",
        "use std::process::{\n    Command,\n};",
        "use std::process as other;",
        "std::net::TcpStream::connect(a)",
        "std::os::unix::fs::symlink(a, b)",
    ] {
        assert_ne!(worldly(planted), [""; 0], "{planted}");
    }
    for harmless in [
        "use std::fs::File; use std::process::ExitCode;",
        "File::open(path)",
        "readerly::offs::copy(); a::nets(b)",
        "// The file system (fs) and the net.",
        "fn read(file: File) -> ExitCode {",
    ] {
        assert_eq!(worldly(harmless), [""; 0], "{harmless}");
    }
}

#[test]
fn it_depends_on_nothing_that_could() {
    let manifest = fs::read_to_string(root().join("cli/Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("\n[dependencies]\n").unwrap();
    let (dependencies, _) = rest.split_once("\n[").unwrap();
    let names: Vec<&str> = dependencies
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .collect();
    assert_eq!(names, ["clap", "encoding_rs", "icu_normalizer", "readerly"]);
}
