//! axe-core, the accessibility checker, run inside the page.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::page::Page;

/// The rules that apply: WCAG 2.0 to 2.2 at levels A and AA, and best
/// practice. axe leaves the rules of WCAG 2.2 out unless they are named.
const TAGS: &str = r#"["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]"#;

/// Checks the whole page, shadow roots included, and returns one line for
/// each node that breaks a rule.
///
/// # Errors
/// When axe-core is not installed (`npm ci` in `tests/browser` installs it)
/// or does not run.
pub async fn violations(page: &Page) -> Result<Vec<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&file).with_context(|| {
        format!(
            "{} is missing. Install it with: npm ci, in tests/browser",
            file.display()
        )
    })?;
    // Part of the script, not a script element: the page's own policy does
    // not apply, and the page is not changed.
    let script = format!(
        "const done = arguments[arguments.length - 1];\n\
         (function () {{ {source}\n }}).call(window);\n\
         window.axe.run(document, {{ runOnly: {TAGS}, resultTypes: ['violations'] }})\n\
         .then((result) => done(result.violations), (error) => done(String(error)));"
    );
    // axe walks every element several times; a busy machine needs its time.
    page.driver()
        .set_script_timeout(Duration::from_secs(120))
        .await?;
    let answer = page.driver().execute_async(script, Vec::new()).await?;
    let Value::Array(found) = answer.json() else {
        bail!("axe did not finish: {}", answer.json());
    };
    let mut lines = Vec::new();
    for violation in found {
        for node in violation["nodes"].as_array().into_iter().flatten() {
            lines.push(format!(
                "{}: {} at {}: {}",
                violation["id"].as_str().unwrap_or_default(),
                violation["help"].as_str().unwrap_or_default(),
                node["target"],
                node["failureSummary"]
                    .as_str()
                    .unwrap_or_default()
                    .replace('\n', " "),
            ));
        }
    }
    Ok(lines)
}
