//! Panics without sentences.
//!
//! What a panic says, and the means to write it down, were a seventeenth of the
//! module that everybody downloads, for a line that hardly anybody reads. In a
//! release every panic therefore ends in `broke` of `src/embed/panic.rs`, which
//! tells the loader where in the module it happened, as browsers number it. A
//! development build says what it always said.
//!
//! It happens between the linker and the splitter, so that what only sentences
//! needed belongs to no module any more.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::{
    BinaryReader, DataKind, DataSectionReader, ImportSectionReader, Linking, LinkingSectionReader,
    RelocSectionReader, RelocationEntry, SymbolInfo, TypeRef,
};

use super::wasm_sections::{self, HEADER, Section, read_bytes, read_number, write_number};

/// Parts of the mangled names of functions that do nothing but say what was
/// wrong, and never return.
const SPEAKERS: [&str; 16] = [
    "4core9panicking",
    "6result13unwrap_failed",
    "6option13unwrap_failed",
    "6option13expect_failed",
    "16slice_error_fail",
    "19slice_error_fail_rt",
    "16slice_index_fail",
    "17len_mismatch_fail",
    "22panic_already_borrowed",
    "30panic_already_mutably_borrowed",
    "7raw_vec17capacity_overflow",
    "7raw_vec12handle_error",
    "13assert_failed",
    "18panic_access_error",
    "14panic_poisoned",
    "8do_panic7runtime",
];
/// Parts of the names of functions that return, and that Readerly never calls: Yew
/// holds on to them by itself. Its way to report a panic; its listeners, in whose
/// place `src/browser/handlers.rs` stands; the comparison of attributes that
/// `src/view/element.rs` never makes; HTML as text, portals and suspense.
const UNUSED: [&str; 9] = [
    "24console_error_panic_hook4hook",
    "11SubtreeData12add_listener",
    "20ListenerRegistration8register",
    "8Registry10unregister",
    "14ensure_handled",
    "18apply_diff_as_maps",
    "10dom_bundle4braw",
    "10dom_bundle10bsuspense",
    "10dom_bundle7bportal",
];
/// Without this one all others would still be there.
const SPEAKER_OF_ALL: &str = "4core9panicking9panic_fmt";
/// The function that stands in for them: no parameters, no result.
const BROKE: &str = "8readerly5embed5panic5broke";

const CODE: u8 = 10;
const DATA: u8 = 11;
const IMPORT: u8 = 2;
const CUSTOM: u8 = 0;

const CALL: u8 = 0x10;
const UNREACHABLE: u8 = 0;
const NO_OPERATION: u8 = 1;
const END: u8 = 0x0b;
/// A body that calls [`BROKE`]: no locals, the call with its padded number, then
/// never on.
const LEAST_BODY: usize = 9;
/// The relocation of a function's number in a call, `R_WASM_FUNCTION_INDEX_LEB`.
const FUNCTION_NUMBER: u8 = 0;
/// `core::panic::Location`: address and length of a file's name, line, column.
const LOCATION: u32 = 16;

/// The linked module, whose panics call `broke` and say nothing.
///
/// # Errors
/// When it is not linked with relocations, or holds no panics by these names.
pub fn silence(module: &[u8]) -> Result<Vec<u8>> {
    let sections = wasm_sections::sections(module)?;
    let symbols = symbols(&sections)?;
    let mut code = body_of(&sections, CODE)?.to_vec();
    let mut data = body_of(&sections, DATA)?.to_vec();
    let first = imported_functions(&sections)?;
    let bodies = bodies(&code)?;

    let named = |wanted: &str| {
        symbols
            .iter()
            .enumerate()
            .find_map(|(number, symbol)| match symbol {
                SymbolInfo::Func {
                    index,
                    name: Some(name),
                    ..
                } if name.contains(wanted) => Some((number, *index)),
                _ => None,
            })
    };
    let (broke, broke_index) = named(BROKE).with_context(|| {
        format!("the linked module holds no function {BROKE}; see src/embed/panic.rs")
    })?;
    ensure!(
        named(SPEAKER_OF_ALL).is_some(),
        "the linked module holds no {SPEAKER_OF_ALL}; compare SPEAKERS in \
         xtask/src/embed/panics.rs with the names that this compiler gives panics"
    );

    // By where the bytes are in the section: what the linker noted there is void.
    let mut silenced: Vec<Range<usize>> = Vec::new();
    for symbol in &symbols {
        let SymbolInfo::Func {
            index,
            name: Some(name),
            ..
        } = symbol
        else {
            continue;
        };
        let body = usize::try_from(*index)?
            .checked_sub(first)
            .and_then(|number| bodies.get(number));
        let Some(body) = body.filter(|body| !silenced.contains(body)) else {
            continue;
        };
        let Some(bytes) = code.get_mut(body.clone()) else {
            continue;
        };
        let never_returns = bytes.ends_with(&[UNREACHABLE, END]);
        let speaks = never_returns && SPEAKERS.iter().any(|speaker| name.contains(speaker));
        if bytes.len() >= LEAST_BODY && (speaks || is_unused(name)) {
            bytes.copy_from_slice(&calling(broke_index, bytes.len()));
            silenced.push(body.clone());
        }
    }
    let locations = Locations::find(&sections, &symbols, &data)?;
    for range in &locations.all {
        if let Some(bytes) = data.get_mut(range.clone()) {
            bytes.fill(0);
        }
    }

    let mut written = HEADER.to_vec();
    for section in &sections {
        let body = match (section.id, custom_name(section)) {
            (CODE, _) => code.clone(),
            (DATA, _) => data.clone(),
            (CUSTOM, Some("reloc.CODE")) => {
                let calls = silenced
                    .iter()
                    .map(|body| call_entry(body.start + 2, broke))
                    .collect();
                relocations_without(section, &silenced, calls)?
            }
            (CUSTOM, Some("reloc.DATA")) => {
                relocations_without(section, &locations.all, Vec::new())?
            }
            _ => section.body.to_vec(),
        };
        wasm_sections::write_section(&mut written, section.id, &body);
    }
    Ok(written)
}

fn is_unused(name: &str) -> bool {
    UNUSED.iter().any(|unused| name.contains(unused))
}

/// A function's body of a given length that calls another and ends.
fn calling(function: u32, length: usize) -> Vec<u8> {
    let mut body = vec![0, CALL];
    body.extend(padded(function));
    body.push(UNREACHABLE);
    body.resize(length - 1, NO_OPERATION);
    body.push(END);
    body
}

/// A number in five bytes, which the splitter puts another one into.
fn padded(number: u32) -> [u8; 5] {
    let seven = |place: u32| ((number >> (7 * place)) & 0x7f) as u8;
    [
        seven(0) | 0x80,
        seven(1) | 0x80,
        seven(2) | 0x80,
        seven(3) | 0x80,
        seven(4),
    ]
}

/// Where Rust keeps which line of which file a panic came from.
struct Locations {
    /// Bytes of the data section: the records and the names of files.
    all: Vec<Range<usize>>,
}

impl Locations {
    fn find(sections: &[Section<'_>], symbols: &[SymbolInfo<'_>], data: &[u8]) -> Result<Self> {
        let segments = segments(data)?;
        let place = |symbol: usize| -> Option<Range<usize>> {
            let SymbolInfo::Data {
                symbol: Some(symbol),
                ..
            } = symbols.get(symbol)?
            else {
                return None;
            };
            let start = segments.get(symbol.index as usize)? + symbol.offset as usize;
            Some(start..start + symbol.size as usize)
        };
        let mut notes = Vec::new();
        for section in sections {
            if custom_name(section) == Some("reloc.DATA") {
                notes = relocations(section)?
                    .into_iter()
                    .map(|(note, _)| note)
                    .collect();
            }
        }
        let mut records = HashSet::new();
        let mut files = HashSet::new();
        for (number, symbol) in symbols.iter().enumerate() {
            let SymbolInfo::Data {
                symbol: Some(known),
                ..
            } = symbol
            else {
                continue;
            };
            let Some(range) = place(number).filter(|_| known.size == LOCATION) else {
                continue;
            };
            let mut inside = notes
                .iter()
                .filter(|note| range.contains(&(note.offset as usize)));
            let (Some(note), None) = (inside.next(), inside.next()) else {
                continue;
            };
            let Some(file) =
                place(note.index as usize).filter(|_| note.offset as usize == range.start)
            else {
                continue;
            };
            let text = data.get(file.clone()).unwrap_or_default();
            if text.ends_with(b".rs") || text.ends_with(b".rs\0") {
                records.insert((range.start, range.end));
                files.insert((file.start, file.end));
            }
        }
        let all = records
            .into_iter()
            .chain(files)
            .map(|(start, end)| start..end)
            .collect();
        Ok(Self { all })
    }
}

/// The relocations of a section but those within some of its bytes, and others
/// in their place.
fn relocations_without(
    section: &Section<'_>,
    without: &[Range<usize>],
    others: Vec<(u32, Vec<u8>)>,
) -> Result<Vec<u8>> {
    let mut kept: Vec<(u32, Vec<u8>)> = others;
    for (note, bytes) in relocations(section)? {
        if !without
            .iter()
            .any(|range| range.contains(&(note.offset as usize)))
        {
            kept.push((note.offset, bytes.to_vec()));
        }
    }
    kept.sort_by_key(|(offset, _)| *offset);
    let (name, rest) = read_bytes(section.body)?;
    let (of_section, _) = read_number(rest)?;
    let mut body = Vec::new();
    wasm_sections::write_bytes(&mut body, name);
    write_number(&mut body, of_section);
    write_number(&mut body, kept.len());
    for (_, bytes) in kept {
        body.extend(bytes);
    }
    Ok(body)
}

fn call_entry(offset: usize, symbol: usize) -> (u32, Vec<u8>) {
    let mut bytes = vec![FUNCTION_NUMBER];
    write_number(&mut bytes, offset);
    write_number(&mut bytes, symbol);
    (offset as u32, bytes)
}

/// What the linker noted of a section: each relocation and its bytes.
fn relocations<'a>(section: &Section<'a>) -> Result<Vec<(RelocationEntry, &'a [u8])>> {
    let (_, rest) = read_bytes(section.body)?;
    let entries = RelocSectionReader::new(BinaryReader::new(rest, 0))?.entries();
    let mut read: Vec<(usize, RelocationEntry)> = Vec::new();
    for entry in entries.into_iter_with_offsets() {
        let (offset, entry) = entry?;
        read.push((usize::try_from(offset)?, entry));
    }
    let ends: Vec<usize> = read
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([rest.len()])
        .collect();
    Ok(read
        .into_iter()
        .zip(ends)
        .map(|((start, entry), end)| (entry, rest.get(start..end).unwrap_or_default()))
        .collect())
}

fn symbols<'a>(sections: &[Section<'a>]) -> Result<Vec<SymbolInfo<'a>>> {
    let section = sections
        .iter()
        .find(|section| custom_name(section) == Some("linking"))
        .context("the module is not linked with --emit-relocs, see build.rs")?;
    let (_, rest) = read_bytes(section.body)?;
    let mut symbols = Vec::new();
    for part in LinkingSectionReader::new(BinaryReader::new(rest, 0))?.subsections() {
        if let Linking::SymbolTable(table) = part? {
            for symbol in table {
                symbols.push(symbol?);
            }
        }
    }
    Ok(symbols)
}

/// Where the data of each segment begin in their section.
fn segments(data: &[u8]) -> Result<Vec<usize>> {
    let mut starts = Vec::new();
    for segment in DataSectionReader::new(BinaryReader::new(data, 0))? {
        let segment = segment?;
        ensure!(
            matches!(segment.kind, DataKind::Active { .. }),
            "the linked module has data of an unknown kind"
        );
        starts.push(usize::try_from(segment.range.end)? - segment.data.len());
    }
    Ok(starts)
}

/// Where the bodies of the functions are in their section, without their lengths.
fn bodies(code: &[u8]) -> Result<Vec<Range<usize>>> {
    let (count, mut rest) = read_number(code)?;
    let mut bodies = Vec::new();
    for _ in 0..count {
        let (body, after) = read_bytes(rest)?;
        let end = code.len() - after.len();
        bodies.push(end - body.len()..end);
        rest = after;
    }
    Ok(bodies)
}

fn imported_functions(sections: &[Section<'_>]) -> Result<usize> {
    let mut count = 0;
    let imports = body_of(sections, IMPORT)?;
    for import in ImportSectionReader::new(BinaryReader::new(imports, 0))?.into_imports() {
        count += usize::from(matches!(import?.ty, TypeRef::Func(_)));
    }
    Ok(count)
}

fn body_of<'a>(sections: &[Section<'a>], id: u8) -> Result<&'a [u8]> {
    let section = sections.iter().find(|section| section.id == id);
    Ok(section
        .with_context(|| format!("the linked module lacks section {id}"))?
        .body)
}

fn custom_name<'a>(section: &Section<'a>) -> Option<&'a str> {
    let (name, _) = read_bytes(section.body).ok()?;
    str::from_utf8(name).ok().filter(|_| section.id == CUSTOM)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use wasm_sections::{write_bytes, write_section};

    const PANIC_FMT: &str = "_RNvNtCs1_4core9panicking9panic_fmt";
    const BROKE_SYMBOL: &str = "_ZN8readerly5embed5panic5broke17h0123E";
    /// No locals, the number of a string, a call of it, and never on.
    const SPEAKING: [u8; 14] = [
        0, 0x41, 0x80, 8, 0x10, 0x82, 0x80, 0x80, 0x80, 0, 1, 1, 0, 0x0b,
    ];
    const RETURNING: [u8; 10] = [0, 1, 1, 1, 1, 1, 1, 1, 1, 0x0b];

    fn custom(module: &mut Vec<u8>, name: &str, content: &[u8]) {
        let mut body = Vec::new();
        write_bytes(&mut body, name.as_bytes());
        body.extend_from_slice(content);
        write_section(module, CUSTOM, &body);
    }

    /// Functions 0 to 2 by their names, and data: a file's name, a location that
    /// points to it, and 16 other bytes.
    fn linked(names: [&str; 3]) -> Vec<u8> {
        let mut module = HEADER.to_vec();
        write_section(&mut module, IMPORT, &[0]);
        let mut code = vec![3];
        for body in [&RETURNING[..], &SPEAKING, &SPEAKING] {
            write_bytes(&mut code, body);
        }
        write_section(&mut module, CODE, &code);
        let mut data = vec![1, 0, 0x41, 0, 0x0b, 37];
        data.extend(b"a.rs\0");
        data.extend([7; 32]);
        write_section(&mut module, DATA, &data);
        let mut table = vec![6];
        for (number, name) in (0..).zip(names) {
            table.extend([0, 0, number]);
            write_bytes(&mut table, name.as_bytes());
        }
        for (name, start, size) in [("f", 0, 5), ("l", 5, 16), ("o", 21, 16)] {
            table.extend([1, 0]);
            write_bytes(&mut table, name.as_bytes());
            table.extend([0, start, size]);
        }
        let mut linking = vec![2, 8];
        write_bytes(&mut linking, &table);
        custom(&mut module, "linking", &linking);
        // Within the third function, behind the fourth byte of its body.
        custom(&mut module, "reloc.CODE", &[2, 2, 0, 17, 0, 0, 32, 1]);
        // In the location, and in what only has its size.
        custom(&mut module, "reloc.DATA", &[3, 2, 5, 11, 3, 0, 5, 31, 3, 0]);
        module
    }

    #[test]
    fn panics_call_and_say_nothing() {
        let names = [BROKE_SYMBOL, PANIC_FMT, "_ZN8readerly4json5parse17h1E"];
        let silent = silence(&linked(names)).unwrap();
        let sections = wasm_sections::sections(&silent).unwrap();
        let code = body_of(&sections, CODE).unwrap();
        let bodies = bodies(code).unwrap();
        assert_eq!(code[bodies[0].clone()], RETURNING);
        let calls_broke = [0, CALL, 0x80, 0x80, 0x80, 0x80, 0, 0, 1, 1, 1, 1, 1, 0x0b];
        assert_eq!(code[bodies[1].clone()], calls_broke);
        // It never returns either, but that is its own business.
        assert_eq!(code[bodies[2].clone()], SPEAKING);
        let data = body_of(&sections, DATA).unwrap();
        assert_eq!(data[6..27], [0; 21]);
        assert_eq!(data[27..], [7; 16]);
        let notes = |name| {
            let section = sections
                .iter()
                .find(|found| custom_name(found) == Some(name));
            let notes = relocations(section.unwrap()).unwrap();
            notes
                .into_iter()
                .map(|(note, _)| note.offset)
                .collect::<Vec<_>>()
        };
        // The call within the silenced body is noted, what was there is not.
        assert_eq!(notes("reloc.CODE"), [15, 32]);
        assert_eq!(notes("reloc.DATA"), [31]);
    }

    #[track_caller]
    fn check_refused(names: [&str; 3], reason: &str) {
        let error = silence(&linked(names)).unwrap_err();
        assert!(format!("{error:#}").contains(reason), "{error:#}");
    }

    #[test]
    fn a_compiler_with_other_names_is_told_of() {
        check_refused(
            ["a", PANIC_FMT, "b"],
            "no function 8readerly5embed5panic5broke",
        );
        check_refused([BROKE_SYMBOL, "a", "b"], "no 4core9panicking9panic_fmt");
        let bare = linked([BROKE_SYMBOL, PANIC_FMT, "a"]);
        let bare = wasm_sections::strip(&bare).unwrap();
        assert!(
            silence(&bare)
                .unwrap_err()
                .to_string()
                .contains("--emit-relocs")
        );
    }
}
