//! A split module without what the splitter leaves in it for nothing.
//!
//! Every module gets a copy of the first one's whole table of types, however
//! few of them it uses, and the linker pads each number that it may have to
//! change to five bytes.

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{Module, TypeSection};
use wasmparser::{CompositeInnerType, CustomSectionReader, Parser, TypeSectionReader};

/// The module with short numbers and the types that it uses, in the order in
/// which it first uses them.
///
/// # Errors
/// When the bytes are no WebAssembly module, or one with types that are not
/// those of functions.
pub fn compact(module: &[u8]) -> Result<Vec<u8>> {
    let mut looking = Renumbering::default();
    encode(&mut looking, module)?;
    let mut renumbering = Renumbering {
        used: looking.used,
        is_final: true,
    };
    Ok(encode(&mut renumbering, module)?.finish())
}

fn encode(renumbering: &mut Renumbering, module: &[u8]) -> Result<Module> {
    let mut written = Module::new();
    renumbering
        .parse_core_module(&mut written, Parser::new(0), module)
        .map_err(|error| anyhow!("could not read a split module: {error}"))?;
    Ok(written)
}

/// Goes over a module twice: first to see which types are used, then to write
/// these alone.
#[derive(Debug, Default)]
struct Renumbering {
    /// Old numbers of the types, at their new ones.
    used: Vec<u32>,
    is_final: bool,
}

impl Reencode for Renumbering {
    type Error = anyhow::Error;

    fn type_index(&mut self, old: u32) -> Result<u32, Error<Self::Error>> {
        let known = self.used.iter().position(|known| *known == old);
        let new = known.unwrap_or_else(|| {
            self.used.push(old);
            self.used.len() - 1
        });
        u32::try_from(new).map_err(|error| Error::UserError(error.into()))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: TypeSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        if !self.is_final {
            return Ok(());
        }
        let mut all = Vec::new();
        for group in section {
            all.extend(group?.into_types());
        }
        for old in self.used.clone() {
            match all.get(old as usize).map(|of| &of.composite_type.inner) {
                Some(CompositeInnerType::Func(function)) => {
                    let function = self.func_type(function.clone())?;
                    types.ty().func_type(&function);
                }
                _ => {
                    return Err(Error::UserError(anyhow!(
                        "type {old} is not that of a function"
                    )));
                }
            }
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        _module: &mut Module,
        _section: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use wasm_encoder::{
        CodeSection, ExportKind, ExportSection, Function, FunctionSection, Instruction, ValType,
    };

    /// Three types, of which the last alone is used, by a function and in it.
    fn module(first: u32, count: u32) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        for number in 0..count {
            let parameters = vec![ValType::I32; number as usize];
            types.ty().function(parameters, [ValType::I64]);
        }
        let mut functions = FunctionSection::new();
        functions.function(first);
        let mut exports = ExportSection::new();
        exports.export("f", ExportKind::Func, 0);
        let mut body = Function::new([]);
        body.instruction(&Instruction::I64Const(1));
        body.instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&body);
        module
            .section(&types)
            .section(&functions)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    #[test]
    fn types_that_nobody_uses_go() {
        let mut only = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32; 2], [ValType::I64]);
        only.section(&types);
        let expected = only.finish();
        let compacted = compact(&module(2, 3)).unwrap();
        assert!(
            compacted.starts_with(&expected),
            "{compacted:?} does not begin with {expected:?}"
        );
        assert_eq!(compacted[expected.len()..], module(0, 3)[module_types(3)..]);
    }

    #[test]
    fn once_is_enough() {
        let once = compact(&module(2, 3)).unwrap();
        assert_eq!(compact(&once).unwrap(), once);
    }

    #[test]
    fn anything_else_is_refused() {
        assert!(compact(b"<!doctype html>").is_err());
        assert!(compact(&module(3, 3)).is_err(), "a type that is not there");
    }

    /// Where the types end: a header of 8, a section's number and length, and
    /// its content.
    fn module_types(count: usize) -> usize {
        let types: usize = (0..count).map(|parameters| 5 + parameters).sum();
        8 + 2 + 1 + types - count
    }
}
