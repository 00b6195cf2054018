//! What wasm-bindgen's JavaScript, the glue, is given for the loader: its own
//! address, and in place of the way to start that stands there `src/embed/life.js`.

use std::cmp::Reverse;

use anyhow::{Context, Result, ensure};

use super::split::Part;
use super::{SPLIT_POINTS, integrity, names};

/// What the loader reads where it was imported and has no tag to tell its address.
pub const BASE_EXPORT: &str = "export const base = import.meta.url;\n";

/// The split points whose modules a loader may ask for before the glue is there.
const EARLY: [&str; 2] = ["foreign", "counter"];

/// The early modules by what they do, for the loader: of each the largest file.
/// What else it needs is small, and comes with the glue.
pub fn own_parts(parts: &[Part]) -> String {
    let points = EARLY.map(|point| {
        let own = files_of(point, parts).next();
        let name = own.map(|part| names::with_digest(part.file, &part.module));
        format!("{point}:\"{}\"", name.unwrap_or_default())
    });
    format!("{{{}}}", points.join(","))
}

/// All files of the other modules, with their digests, for the glue.
pub fn all_parts(parts: &[Part]) -> String {
    let points = SPLIT_POINTS.map(|point| {
        let files: Vec<String> = files_of(point, parts)
            .map(|part| {
                let name = names::with_digest(part.file, &part.module);
                format!("[\"{name}\",\"{}\"]", integrity(&part.module))
            })
            .collect();
        format!("{point}:[{}]", files.join(","))
    });
    format!("{{{}}}", points.join(","))
}

/// What a split point needs, the largest file first.
fn files_of<'a>(point: &str, parts: &'a [Part]) -> impl Iterator<Item = &'a Part> {
    let mut needed: Vec<&Part> = parts
        .iter()
        .filter(|part| part.needed_by.contains(&point))
        .collect();
    needed.sort_by_key(|part| Reverse(part.module.len()));
    needed.into_iter()
}

/// What [`own_parts`] wrote into a loader that is finished.
pub fn parts_of(loader: &str) -> Option<&str> {
    let start = loader.find(&format!("{{{}:\"", EARLY[0]))?;
    let length = loader[start..].find('}')?;
    loader.get(start..=start + length)
}

/// Where wasm-bindgen's own way to start the module begins, the last part of
/// the glue. It knows several ways to find the module, and the loader has it.
const STARTER: &str = "async function __wbg_load(";

/// The glue with `life`, our own way to start, in place of its own.
///
/// # Errors
/// When wasm-bindgen writes another end than today.
pub fn with_life(glue: &str, life: &str) -> Result<String> {
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
             compare with src/embed/life.js",
        )?;
    ensure!(
        glue[..start].contains(RESULT),
        "wasm-bindgen's glue no longer answers the module's exports, from which the other \
         modules import; compare with src/embed/life.js"
    );
    Ok([&glue[..start], life].concat())
}

/// By which wasm-bindgen's glue answers the exports of the module.
const RESULT: &str = "return wasm;";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// As wasm-bindgen 0.2.130 ends it, in short.
    const GLUE: &str = "function __wbg_get_imports() {}\n\
        function __wbg_finalize_init(instance, module) { wasm = instance.exports; return wasm; }\n\
        async function __wbg_load(module, imports) {}\n\
        export { initSync, __wbg_init as default };\n";

    #[test]
    fn the_glue_starts_in_our_way() {
        let glue = with_life(GLUE, "export default async (page) => {};").unwrap();
        assert!(glue.contains("export default async (page)"), "{glue}");
        assert!(
            glue.contains("__wbg_finalize_init(instance, module) {"),
            "{glue}"
        );
        assert!(
            !glue.contains("__wbg_load") && !glue.contains("initSync"),
            "{glue}"
        );
        for lost in [
            "function __wbg_get_imports()",
            "__wbg_load(",
            "initSync, ",
            "return wasm;",
        ] {
            assert!(with_life(&GLUE.replace(lost, ""), "").is_err(), "{lost}");
        }
    }

    #[test]
    fn later_modules_are_named_by_who_needs_them() {
        let part = |file, needed_by: &[&'static str], module: &[u8]| Part {
            file,
            needed_by: needed_by.to_vec(),
            module: module.to_vec(),
        };
        let parts = [
            part("readerly_shared.wasm", &["foreign", "counter"], b"small"),
            part("readerly_more.wasm", &["foreign", "page"], b"module"),
        ];
        let name = names::with_digest("readerly_more.wasm", b"module");
        let all = all_parts(&parts);
        assert!(
            all.starts_with(&format!("{{foreign:[[\"{name}\",\"sha256-")),
            "{all}"
        );
        assert!(all.ends_with("],video:[],failure:[]}"), "{all}");
        assert_eq!(all.matches("readerly_shared.").count(), 2, "{all}");
        let object = own_parts(&parts[1..]);
        assert_eq!(object, format!("{{foreign:\"{name}\",counter:\"\"}}"));
        let loader = format!("const a=1,b={object},c={{}};");
        assert_eq!(parts_of(&loader), Some(object.as_str()));
        assert_eq!(parts_of("const a=1"), None);
    }
}
