//! Style sheets that come with a module: the reader's root adopts them after the
//! one that the loader gave it, so what both say the later one decides.

use super::host::Host;
use js_sys::Array;
use std::cell::RefCell;
use web_sys::CssStyleSheet;

thread_local! {
    /// What was made of which text. All readers share the sheets.
    static MADE: RefCell<Vec<(&'static str, CssStyleSheet)>> = const { RefCell::new(Vec::new()) };
}

/// Has the root of a reader adopt a sheet, if it has not.
pub fn adopt(host: &Host, text: &'static str) {
    let Some(root) = host.element().shadow_root() else {
        return;
    };
    let made = MADE.with_borrow(|made| {
        let made = made.iter().find(|(known, _)| *known == text)?;
        Some(made.1.clone())
    });
    let Some(sheet) = made.or_else(|| make(text)) else {
        return;
    };
    // A list of its own: older browsers give one that cannot be changed.
    let sheets = Array::from(&root.adopted_style_sheets());
    if !sheets.includes(&sheet, 0) {
        sheets.push(&sheet);
        root.set_adopted_style_sheets(&sheets);
    }
}

fn make(text: &'static str) -> Option<CssStyleSheet> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(text).ok()?;
    MADE.with_borrow_mut(|made| made.push((text, sheet.clone())));
    Some(sheet)
}
