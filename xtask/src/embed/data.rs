//! Shared modules that hold nothing but a word or two.
//!
//! Where two modules use the same text, the splitter makes a further module for
//! it, which is a request and a digest for each of them. Those that hold no code
//! are put into the first module instead.

use anyhow::{Context, Result, bail};
use wasm_encoder::{ConstExpr, DataSection, Encode, Section as _};
use wasmparser::{DataKind, Operator, Parser, Payload};

use super::wasm_sections::{HEADER, sections};

const DATA: u8 = 11;
const DATA_COUNT: u8 = 12;

/// What a module puts into memory, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data(Vec<(i32, Vec<u8>)>);

impl Data {
    /// That of a module; `None` where it does anything else.
    ///
    /// # Errors
    /// When the bytes are no WebAssembly module.
    pub fn alone_in(module: &[u8]) -> Result<Option<Self>> {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            match payload.context("could not read a split module")? {
                Payload::DataSection(section) => {
                    for data in section {
                        let data = data?;
                        let DataKind::Active { offset_expr, .. } = data.kind else {
                            return Ok(None);
                        };
                        let Operator::I32Const { value } =
                            offset_expr.get_operators_reader().read()?
                        else {
                            return Ok(None);
                        };
                        found.push((value, data.data.to_vec()));
                    }
                }
                Payload::ImportSection(_)
                | Payload::TypeSection(_)
                | Payload::CustomSection(_)
                | Payload::DataCountSection { .. }
                | Payload::Version { .. }
                | Payload::End(_) => {}
                _ => return Ok(None),
            }
        }
        Ok((!found.is_empty()).then_some(Self(found)))
    }

    /// Adds that of another module.
    pub fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// A module that puts this into memory, too.
    ///
    /// # Errors
    /// When the bytes are no WebAssembly module, or one without data of its own.
    pub fn put_into(&self, module: &[u8]) -> Result<Vec<u8>> {
        if self.0.is_empty() {
            return Ok(module.to_vec());
        }
        let mut written = HEADER.to_vec();
        let mut is_written = false;
        for section in sections(module)? {
            if !matches!(section.id, DATA | DATA_COUNT) {
                written.extend_from_slice(section.whole);
                continue;
            }
            let mut reader = wasmparser::BinaryReader::new(section.body, 0);
            let count = reader.read_var_u32()?;
            let mut body = Vec::new();
            (count + u32::try_from(self.0.len())?).encode(&mut body);
            if section.id == DATA {
                body.extend_from_slice(reader.read_bytes(reader.bytes_remaining())?);
                body.extend(self.segments());
                is_written = true;
            }
            written.push(section.id);
            body.encode(&mut written);
        }
        if !is_written {
            bail!("the first module has no data, so nothing can be added to it");
        }
        Ok(written)
    }

    /// As they stand in a section, without their number.
    fn segments(&self) -> Vec<u8> {
        let mut section = DataSection::new();
        for (offset, bytes) in &self.0 {
            section.active(0, &ConstExpr::i32_const(*offset), bytes.iter().copied());
        }
        let mut whole = Vec::new();
        section.append_to(&mut whole);
        let mut body = wasmparser::BinaryReader::new(&whole, 0);
        // The section's id, its length, and how many there are.
        let _ = (body.read_u8(), body.read_var_u32(), body.read_var_u32());
        body.read_bytes(body.bytes_remaining())
            .unwrap_or_default()
            .to_vec()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use wasm_encoder::{
        CodeSection, Function, FunctionSection, MemorySection, MemoryType, Module, TypeSection,
    };

    fn module(data: &[(i32, &str)], has_code: bool) -> Vec<u8> {
        let mut module = Module::new();
        if has_code {
            let mut types = TypeSection::new();
            types.ty().function([], []);
            let mut functions = FunctionSection::new();
            functions.function(0);
            module.section(&types).section(&functions);
        }
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        module.section(&memories);
        if has_code {
            let mut body = Function::new([]);
            body.instructions().end();
            let mut code = CodeSection::new();
            code.function(&body);
            module.section(&code);
        }
        let mut section = DataSection::new();
        for (offset, text) in data {
            section.active(0, &ConstExpr::i32_const(*offset), text.bytes());
        }
        module.section(&section);
        module.finish()
    }

    /// A memory of its own stands in for the one that split modules import.
    fn data_of(module: &[u8]) -> Data {
        let mut found = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            let Payload::DataSection(section) = payload.unwrap() else {
                continue;
            };
            for data in section {
                let data = data.unwrap();
                let DataKind::Active { offset_expr, .. } = data.kind else {
                    panic!("passive")
                };
                let Operator::I32Const { value } =
                    offset_expr.get_operators_reader().read().unwrap()
                else {
                    panic!("no constant");
                };
                found.push((value, data.data.to_vec()));
            }
        }
        Data(found)
    }

    #[test]
    fn data_goes_where_it_was() {
        let more = data_of(&module(&[(70_000, "http://"), (-5, "")], false));
        let written = more.put_into(&module(&[(8, "first")], true)).unwrap();
        assert_eq!(
            written,
            module(&[(8, "first"), (70_000, "http://"), (-5, "")], true)
        );
        wasmparser::validate(&written).unwrap();
    }

    #[test]
    fn nothing_changes_nothing() {
        let first = module(&[(8, "first")], true);
        assert_eq!(Data::default().put_into(&first).unwrap(), first);
    }

    #[test]
    fn what_does_more_is_left_alone() {
        // A memory of its own is more than data, too.
        assert_eq!(Data::alone_in(&module(&[(8, "x")], true)).unwrap(), None);
        assert_eq!(Data::alone_in(&module(&[(8, "x")], false)).unwrap(), None);
        let mut only = Module::new();
        let mut section = DataSection::new();
        section.active(0, &ConstExpr::i32_const(8), *b"x");
        only.section(&section);
        let expected = Data(vec![(8, b"x".to_vec())]);
        assert_eq!(Data::alone_in(&only.finish()).unwrap(), Some(expected));
        assert_eq!(Data::alone_in(&Module::new().finish()).unwrap(), None);
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(Data::alone_in(b"<!doctype html>").is_err());
        let data = Data(vec![(8, b"x".to_vec())]);
        assert!(data.put_into(&Module::new().finish()).is_err());
    }
}
