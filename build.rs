//! Has a release for the browser linked with its relocations, by which
//! `cargo xtask embed` moves what is rarely needed into a second module, and
//! hands that code the style sheets that come with it, without their comments.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=styles/later");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let folder = env::var_os("OUT_DIR").unwrap_or_default();
    for name in ["counter.css", "video.css"] {
        let sheet = fs::read_to_string(Path::new("styles/later").join(name))?;
        fs::write(Path::new(&folder).join(name), without_comments(&sheet))?;
    }
    Ok(())
}

/// The sheet without comments, blank lines and indentation.
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
