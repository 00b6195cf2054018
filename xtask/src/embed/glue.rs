//! What wasm-bindgen's JavaScript, the glue, is given for the loader: its own
//! address, the modules that come later, and a shorter way to start.

use anyhow::{Context, Result, ensure};

use super::split::Part;
use super::{SPLIT_POINTS, integrity, names};

/// What the loader reads where it was imported and has no tag to tell its address.
pub const BASE_EXPORT: &str = "export const base = import.meta.url;\n";

/// How the glue of a release brings the other modules, which share memory and
/// table with the first: `fetched(name, integrity, type)` is the loader's.
/// What came once is kept, and a failure forgotten. They need not arrive in
/// order: each reaches the others through the table alone.
///
/// # Errors
/// When the glue no longer keeps the module's exports as `wasm`.
pub fn more_export(glue: &str, parts: &[Part]) -> Result<String> {
    ensure!(
        glue.contains(EXPORTS),
        "the wasm-bindgen glue no longer keeps the module's exports as `wasm`, \
         which the other modules import from"
    );
    let mut needs = String::new();
    for point in SPLIT_POINTS {
        let files: Vec<String> = parts
            .iter()
            .filter(|part| part.needed_by.contains(&point))
            .map(|part| {
                format!(
                    "[\"{}\", \"{}\"]",
                    names::with_digest(part.file, &part.module),
                    integrity(&part.module)
                )
            })
            .collect();
        needs.push_str(&format!("{point}: [{}], ", files.join(", ")));
    }
    Ok(format!(
        "const needs = {{ {needs}}}, kept = {{}};\n\
         export const more = (fetched, name) => \
         Promise.all(needs[name].map(([file, integrity]) => \
         kept[file] ??= fetched(file, integrity, \"application/wasm\")\
         .then((response) => response.arrayBuffer())\
         .then((bytes) => WebAssembly.instantiate(bytes, {{ __wasm_split: wasm }}))\
         .catch((error) => {{ kept[file] = null; throw error; }})));\n"
    ))
}

/// Where wasm-bindgen's own way to start the module begins, the last part of
/// the glue. It knows several ways to find the module, and the loader has it.
const STARTER: &str = "async function __wbg_load(";

/// What the loader needs of it: a response that is compiled while it arrives
/// where it is served as WebAssembly.
const OWN_STARTER: &str = "\
export default async (response, isTyped) => {
    const imports = __wbg_get_imports();
    const { instance, module } = isTyped && WebAssembly.instantiateStreaming
        ? await WebAssembly.instantiateStreaming(response, imports)
        : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
    return __wbg_finalize_init(instance, module);
};
";

/// The glue with a shorter way to start.
///
/// # Errors
/// When wasm-bindgen writes another end than today.
pub fn with_own_starter(glue: &str) -> Result<String> {
    let start = glue
        .find(STARTER)
        .filter(|start| {
            let kept = &glue[..*start];
            kept.contains("function __wbg_get_imports()")
                && kept.contains("function __wbg_finalize_init(instance, module)")
                && glue[*start..].contains("\nexport { initSync, __wbg_init as default };")
        })
        .context(
            "wasm-bindgen's glue no longer ends with the functions that start the module; \
             compare with OWN_STARTER in xtask/src/embed/glue.rs",
        )?;
    Ok([&glue[..start], OWN_STARTER].concat())
}

/// The assignment by which wasm-bindgen's glue keeps the exports of the module.
const EXPORTS: &str = "wasm = instance.exports";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// As wasm-bindgen 0.2.130 ends it, in short.
    const GLUE: &str = "function __wbg_get_imports() {}\n\
        function __wbg_finalize_init(instance, module) { wasm = instance.exports; }\n\
        async function __wbg_load(module, imports) {}\n\
        export { initSync, __wbg_init as default };\n";

    #[test]
    fn the_glue_starts_in_our_way() {
        let glue = with_own_starter(GLUE).unwrap();
        assert!(
            glue.contains("export default async (response, isTyped)"),
            "{glue}"
        );
        assert!(
            glue.contains("__wbg_finalize_init(instance, module) {"),
            "{glue}"
        );
        assert!(
            !glue.contains("__wbg_load") && !glue.contains("initSync"),
            "{glue}"
        );
        for lost in ["function __wbg_get_imports()", "__wbg_load(", "initSync, "] {
            assert!(with_own_starter(&GLUE.replace(lost, "")).is_err(), "{lost}");
        }
    }

    #[test]
    fn later_modules_are_named_by_who_needs_them() {
        let part = Part {
            file: "readerly_more.wasm",
            needed_by: vec!["foreign"],
            module: b"more".to_vec(),
        };
        let name = names::with_digest("readerly_more.wasm", b"more");
        let export = more_export(GLUE, &[part]).unwrap();
        assert!(
            export.contains(&format!("foreign: [[\"{name}\", ")),
            "{export}"
        );
        assert!(export.contains("video: []"), "{export}");
        assert!(more_export("", &[]).is_err());
    }
}
