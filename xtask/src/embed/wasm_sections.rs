//! A WebAssembly module as a list of sections, and the module without those that
//! no browser reads.
//!
//! `strip = "debuginfo"` in the release profile leaves the names of functions,
//! a fifth of the compressed module, and `strip = true` would also remove
//! `target_features`, which the splitter and wasm-bindgen rely on. Here they
//! have done their work.

use anyhow::{Context, Result, bail, ensure};

/// What every module opens with: a magic word and version 1.
pub const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";

const CUSTOM_SECTION: u8 = 0;

/// One section of a module.
/// <https://webassembly.github.io/spec/core/binary/modules.html#sections>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'module> {
    /// What kind of section it is.
    pub id: u8,
    /// What it holds.
    pub body: &'module [u8],
    /// The section as it stands in the module: id, length and body.
    pub whole: &'module [u8],
}

/// The sections of a module, in their order.
///
/// # Errors
/// When the bytes are not a WebAssembly module of version 1 or end early.
pub fn sections(module: &[u8]) -> Result<Vec<Section<'_>>> {
    ensure!(
        module.starts_with(&HEADER),
        "not a WebAssembly module: it does not open with \\0asm, version 1"
    );
    let mut sections = Vec::new();
    let mut rest = module.get(HEADER.len()..).unwrap_or_default();
    while let Some((&id, after_id)) = rest.split_first() {
        let (body, after_body) = read_bytes(after_id).context(
            "the WebAssembly module ends inside a section; was the disk full while it was written?",
        )?;
        let length = rest.len() - after_body.len();
        sections.push(Section {
            id,
            body,
            whole: rest.get(..length).unwrap_or_default(),
        });
        rest = after_body;
    }
    Ok(sections)
}

/// The module without its custom sections.
///
/// # Errors
/// When the bytes are not a WebAssembly module of version 1 or end early.
pub fn strip(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = HEADER.to_vec();
    for section in sections(module)? {
        if section.id != CUSTOM_SECTION {
            kept.extend_from_slice(section.whole);
        }
    }
    Ok(kept)
}

/// Appends a section.
pub fn write_section(module: &mut Vec<u8>, id: u8, body: &[u8]) {
    module.push(id);
    write_bytes(module, body);
}

/// Reads a length and as many bytes; gives these and what follows.
///
/// # Errors
/// When the length is malformed or there are fewer bytes.
pub fn read_bytes(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let (length, rest) = read_number(bytes)?;
    rest.split_at_checked(length)
        .with_context(|| format!("{length} bytes are announced and {} are there", rest.len()))
}

/// Appends a length and the bytes.
pub fn write_bytes(to: &mut Vec<u8>, bytes: &[u8]) {
    write_number(to, bytes.len());
    to.extend_from_slice(bytes);
}

/// Reads an unsigned 32-bit LEB128 number; gives it and what follows.
///
/// # Errors
/// When it does not end or is larger.
pub fn read_number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let mut value: u64 = 0;
    for (index, &byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            let value = u32::try_from(value)
                .context("a number in the WebAssembly module is larger than 32 bits")?;
            let rest = bytes.get(index + 1..).unwrap_or_default();
            return Ok((usize::try_from(value)?, rest));
        }
    }
    bail!("a number in the WebAssembly module does not end")
}

/// Appends an unsigned LEB128 number.
pub fn write_number(to: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        to.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn section(id: u8, body: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_section(&mut bytes, id, body);
        bytes
    }

    fn custom(name: &str, content: &[u8]) -> Vec<u8> {
        let mut body = vec![name.len() as u8];
        body.extend_from_slice(name.as_bytes());
        body.extend_from_slice(content);
        section(CUSTOM_SECTION, &body)
    }

    fn module(sections: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        bytes.extend(sections.concat());
        bytes
    }

    #[track_caller]
    fn check(before: &[Vec<u8>], after: &[Vec<u8>]) {
        assert_eq!(strip(&module(before)).unwrap(), module(after));
    }

    #[test]
    fn custom_sections_go_and_the_rest_stays() {
        let types = section(1, &[1, 0x60, 0, 0]);
        let code = section(10, &[7; 300]);
        let features = custom("target_features", &[1, b'+', 4]);
        let long_name = custom("name", &[9; 20_000]);
        check(&[], &[]);
        check(
            &[
                types.clone(),
                long_name,
                code.clone(),
                custom(".debug_line", &[1, 2]),
                custom("producers", &[]),
                features,
            ],
            &[types.clone(), code],
        );
        // Only custom sections have names: a type section may hold any bytes.
        let alike = section(1, b"\x04name");
        let alike = [alike];
        check(&alike, &alike);
    }

    #[test]
    fn strips_once_and_for_all() {
        let once = strip(&module(&[custom("name", &[1]), section(10, &[2; 200])])).unwrap();
        assert_eq!(strip(&once).unwrap(), once);
    }

    #[test]
    fn anything_else_is_refused() {
        let whole = module(&[section(1, &[1, 2, 3]), custom("name", &[4])]);
        assert!(strip(b"").is_err());
        assert!(strip(b"<!doctype html>").is_err());
        assert!(strip(b"\0asm\x02\0\0\0").is_err());
        // Cut anywhere but between sections, it is an error and never a panic.
        for length in HEADER.len() + 1..whole.len() {
            let result = strip(&whole[..length]);
            assert_eq!(result.is_ok(), length == HEADER.len() + 5, "{length}");
        }
        let endless = [&HEADER[..], &[0, 0xff, 0xff, 0xff, 0xff, 0xff]].concat();
        assert!(strip(&endless).is_err());
    }

    #[track_caller]
    fn check_number(number: usize, bytes: &[u8]) {
        let mut written = Vec::new();
        write_number(&mut written, number);
        assert_eq!(written, bytes);
        written.push(7);
        assert_eq!(read_number(&written).unwrap(), (number, &[7][..]));
    }

    #[test]
    fn numbers_as_the_specification_writes_them() {
        check_number(0, &[0]);
        check_number(127, &[0x7f]);
        check_number(128, &[0x80, 1]);
        check_number(624_485, &[0xe5, 0x8e, 0x26]);
        check_number(u32::MAX as usize, &[0xff, 0xff, 0xff, 0xff, 0x0f]);
    }
}
