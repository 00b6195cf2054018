//! Short names for what the module imports from its glue.
//!
//! wasm-bindgen names each import after what it does and a hash of 16 digits,
//! `__wbg_focus_d5e2fdbdb56416f0`. Nobody but the two files ever reads these
//! names, hashes do not compress, and each is downloaded twice: they take a
//! third of the compressed glue.

use std::collections::HashMap;

use anyhow::{Context, Result, bail, ensure};

use super::wasm_sections::{
    HEADER, read_bytes, read_number, sections, write_bytes, write_number, write_section,
};

/// What wasm-bindgen calls the glue in the module, after the crate.
const GLUE_MODULE: &str = "./readerly_bg.js";

/// What the glue is called instead.
const SHORT_MODULE: &str = "w";

const IMPORT_SECTION: u8 = 2;

/// How the description of an imported function opens.
const FUNCTION: u8 = 0;

/// The module and its glue with short names for the imports: `a`, `b`, and so on
/// in the module's order, which Brotli likes better than the glue's.
///
/// # Errors
/// When the module cannot be read, when it imports anything but functions, or
/// when one of its imports is not exactly once, as a key, in the glue: then
/// wasm-bindgen has changed what it writes.
pub fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut short_module = HEADER.to_vec();
    let mut short_glue = glue.to_owned();
    for section in sections(module)? {
        if section.id != IMPORT_SECTION {
            short_module.extend_from_slice(section.whole);
            continue;
        }
        let mut imports = read_imports(section.body)?;
        if imports.iter().any(|import| import.module == GLUE_MODULE) {
            short_glue = replace_key(&short_glue, &format!("\"{GLUE_MODULE}\""), SHORT_MODULE)?;
        }
        let mut renamed: HashMap<String, String> = HashMap::new();
        for import in &mut imports {
            // A script beside the glue has a namespace of its own, and its
            // functions have no keys in the glue.
            if import.module != GLUE_MODULE {
                continue;
            }
            import.module = SHORT_MODULE.to_owned();
            let short = match renamed.get(&import.name) {
                Some(short) => short.clone(),
                None => {
                    let short = short_name(renamed.len());
                    short_glue = replace_key(&short_glue, &import.name, &short)?;
                    renamed.insert(import.name.clone(), short.clone());
                    short
                }
            };
            import.name = short;
        }
        write_section(
            &mut short_module,
            IMPORT_SECTION,
            &written_imports(&imports),
        );
    }
    Ok((short_module, short_glue))
}

/// An imported function.
/// <https://webassembly.github.io/spec/core/binary/modules.html#import-section>
#[derive(Debug)]
struct Import {
    module: String,
    name: String,
    type_index: usize,
}

fn read_imports(body: &[u8]) -> Result<Vec<Import>> {
    let (count, mut rest) = read_number(body)?;
    let mut imports = Vec::new();
    for index in 0..count {
        let (import, after) = read_import(rest)
            .with_context(|| format!("in import {index} of the WebAssembly module"))?;
        imports.push(import);
        rest = after;
    }
    ensure!(
        rest.is_empty(),
        "{} bytes follow the last import of the WebAssembly module",
        rest.len()
    );
    Ok(imports)
}

fn read_import(bytes: &[u8]) -> Result<(Import, &[u8])> {
    let (module, rest) = read_name(bytes)?;
    let (name, rest) = read_name(rest)?;
    let (&kind, rest) = rest.split_first().context("it ends after its name")?;
    ensure!(
        kind == FUNCTION,
        "{name} is no function; a module that shares its memory or table cannot be shortened here"
    );
    let (type_index, rest) = read_number(rest)?;
    let import = Import {
        module: module.to_owned(),
        name: name.to_owned(),
        type_index,
    };
    Ok((import, rest))
}

fn read_name(bytes: &[u8]) -> Result<(&str, &[u8])> {
    let (name, rest) = read_bytes(bytes)?;
    let name = std::str::from_utf8(name).context("its name is not UTF-8")?;
    Ok((name, rest))
}

fn written_imports(imports: &[Import]) -> Vec<u8> {
    let mut body = Vec::new();
    write_number(&mut body, imports.len());
    for import in imports {
        write_bytes(&mut body, import.module.as_bytes());
        write_bytes(&mut body, import.name.as_bytes());
        body.push(FUNCTION);
        write_number(&mut body, import.type_index);
    }
    body
}

/// `a` to `z`, `A` to `Z`, then `aa`, `ab` and so on. As a key, even a reserved
/// word such as `do` stands without quotes.
fn short_name(index: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    let mut left = index + 1;
    while left > 0 {
        left -= 1;
        if let Some(&letter) = LETTERS.get(left % LETTERS.len()) {
            name.insert(0, char::from(letter));
        }
        left /= LETTERS.len();
    }
    name
}

/// The script with one object key replaced.
fn replace_key(script: &str, key: &str, short: &str) -> Result<String> {
    let mut places = script.match_indices(key).filter(|(start, _)| {
        let before = script.get(..*start).unwrap_or_default();
        let after = script.get(start + key.len()..).unwrap_or_default();
        !before.ends_with(is_identifier) && !after.starts_with(is_identifier)
    });
    let (Some((start, _)), None) = (places.next(), places.next()) else {
        bail!(
            "the WebAssembly module imports {key}, which wasm-bindgen's glue does not name \
             exactly once; compare the version of wasm-bindgen in Trunk.toml with the one in \
             Cargo.toml, and if they are the same, wasm-bindgen now writes its glue differently"
        );
    };
    let (before, rest) = script.split_at(start);
    let after = rest.get(key.len()..).unwrap_or_default();
    ensure!(
        before.trim_end().ends_with(['{', ',']) && after.trim_start().starts_with(':'),
        "wasm-bindgen's glue names {key}, but not as a key of an object"
    );
    Ok([before, short, after].concat())
}

fn is_identifier(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '$'
}

#[cfg(test)]
mod tests;
