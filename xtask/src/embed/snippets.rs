//! JavaScript of our own that Rust calls: wasm-bindgen lays each file beside the
//! glue and has the glue import it. One file is one request, so it moves into
//! the glue.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Puts the text of every imported snippet in place of its import, and removes
/// their folder.
///
/// # Errors
/// When an import has a form that wasm-bindgen does not write today, or its file
/// is missing.
pub fn inline(glue: &str, directory: &Path) -> Result<String> {
    let mut inlined = String::new();
    let mut rest = String::new();
    for line in glue.lines() {
        match line.strip_prefix("import ") {
            Some(import) => inlined.push_str(&snippet(import, directory)?),
            None => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    let folder = directory.join("snippets");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("could not remove {}", folder.display()))?;
    }
    Ok(inlined + &rest)
}

/// The text behind `{ name } from './snippets/…';`, without its exports: the
/// glue calls its functions by their own names.
fn snippet(import: &str, directory: &Path) -> Result<String> {
    let Some(path) = import
        .split_once("} from './")
        .and_then(|(names, path)| (!names.contains(" as ")).then_some(path))
        .and_then(|path| path.strip_suffix("';"))
    else {
        bail!("the glue has an import of an unknown form: import {import}");
    };
    let file = directory.join(path);
    let text =
        fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    Ok(text.replace("\nexport ", "\n"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn snippets_move_into_the_glue() {
        let directory =
            std::env::temp_dir().join(format!("readerly-snippets-{}", std::process::id()));
        fs::create_dir_all(directory.join("snippets/a")).unwrap();
        fs::write(
            directory.join("snippets/a/walk.js"),
            "const own = 1;\nexport function walk() { return own; }\n",
        )
        .unwrap();
        let glue = "import { walk } from './snippets/a/walk.js';\nlet x = walk();\n";
        assert_eq!(
            inline(glue, &directory).unwrap(),
            "const own = 1;\nfunction walk() { return own; }\nlet x = walk();\n"
        );
        assert!(!directory.join("snippets").exists());
        assert_eq!(inline("let x;\n", &directory).unwrap(), "let x;\n");
        for other in [
            "import { walk as w } from './snippets/a/walk.js';\n",
            "import * as w from 'env';\n",
        ] {
            assert!(inline(other, &directory).is_err(), "{other}");
        }
        fs::remove_dir_all(&directory).unwrap();
    }
}
