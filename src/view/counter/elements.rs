//! Elements that are the same before the numbers have come and after.

use super::super::element::{Element, element};
use super::super::settings::CounterSettings;
use crate::browser::host::Host;
use crate::locale;
use crate::text::Words;
use yew::Html;

/// The panel with its heading.
pub(super) fn section(words: &locale::Words, host: &Host) -> Element {
    let heading = element("h2 id=readerly-counter")
        .keyed(words.counter_heading)
        .text(words.counter_heading);
    let section = element("section class=counter part=counter");
    section.named_by(heading, "readerly-counter readerly-title", host)
}

/// The room of the rows to come, so that the first numbers push nothing away:
/// one for each that the owner chose, else the usual six.
pub(super) fn room(settings: &CounterSettings) -> Html {
    const USUAL: &str = "online today week month page-views total";
    let names = settings.show.as_deref().unwrap_or(USUAL);
    let mut room = element("div key=room class=room aria-hidden=true");
    // What the rows are called is read with the numbers: here a name with blanks in
    // it must only not count as several.
    let mut quote = None;
    for word in Words(names) {
        let is_name = quote.is_none();
        if is_name {
            room = room.nest(match word.starts_with("online") {
                true => element("div").with("class", "row online"),
                false => element("div class=row"),
            });
            quote = word
                .split_once('=')
                .and_then(|(_, label)| label.chars().next())
                .filter(|first| matches!(first, '"' | '\''));
        }
        if let Some(end) = quote
            && word.ends_with(end)
            && !(is_name && word.ends_with(['=', end].iter().collect::<String>().as_str()))
        {
            quote = None;
        }
    }
    room.done()
}

/// Words that other words may follow. A translator puts its own nodes in the
/// place of text nodes; Yew would go on writing to those that are gone, and
/// could not insert anything before them. So text that changes stands alone in
/// an element that goes when the text does.
pub(super) fn said(words: &str) -> Element {
    element("span").keyed(words).text(words)
}
