//! The words themselves, one table per language.

/// Everything the reader says in one language.
///
/// Names in braces are places for [`fill`].
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// BCP 47 tag of this table, for `Intl` and `lang`.
    pub lang: &'static str,

    /// While the article is on its way.
    pub loading: &'static str,
    /// View count under the title: `{n}`.
    pub views: &'static str,
    /// Before the date of the last change: `{date}`.
    pub updated: &'static str,
    /// Before the name of who made a picture; ends in a colon.
    pub photo_credit: &'static str,

    /// Heading of the list of sections.
    pub contents: &'static str,
    /// Heading of the footnotes.
    pub notes_heading: &'static str,
    /// Accessible name of a footnote reference: `{n}`.
    pub note_reference: &'static str,
    /// Accessible name of the link from a footnote back to the text: `{n}`.
    pub note_back: &'static str,
    /// Accessible name of a table without caption that scrolls sideways.
    pub table_region: &'static str,
    /// Accessible name of code that scrolls sideways.
    pub code_region: &'static str,

    /// Accessible name of a video without title.
    pub video_label: &'static str,
    /// Button that plays: `{title}`.
    pub video_play: &'static str,
    /// Part of a button's name: `{provider}`.
    pub video_loads_from: &'static str,
    /// Part of a button's name: `{time}`.
    pub video_from: &'static str,
    /// What a click on the button does: `{provider}`.
    pub video_notice: &'static str,
    /// Plain link to the provider's page: `{provider}`.
    pub video_open_provider: &'static str,
    /// Heading of the chapters.
    pub video_chapters: &'static str,
    /// Heading of the transcript.
    pub video_transcript: &'static str,

    /// Heading of the counter panel.
    pub counter_heading: &'static str,
    /// Before the first numbers.
    pub counter_waiting: &'static str,
    /// No numbers could be had at all.
    pub counter_unreachable: &'static str,

    /// Link to the article's own address.
    pub read_original: &'static str,
    /// The source gave the first of several pages.
    pub rest_on_pages: &'static str,
    /// The source gave what everybody may read.
    pub rest_for_members: &'static str,
    /// The source keeps the text behind a password.
    pub rest_behind_password: &'static str,

    /// Button that tries again.
    pub retry: &'static str,
    /// No answer that the browser lets us read: network, or a refusal (CORS).
    pub error_network: Message,
    /// The browser has no connection.
    pub error_offline: Message,
    /// The reader itself could not do its work: a file of it is missing, or it broke.
    pub error_reader: Message,
}

/// A title and a sentence on what the reader can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// A few words.
    pub title: &'static str,
    /// One or two sentences.
    pub text: &'static str,
}

/// Puts values into the `{name}` places of a template. A place without a value
/// stays as it is, and braces inside a value are not read again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, place)) = rest.split_once('{') {
        filled.push_str(before);
        let value = place.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        match value {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = place;
            }
        }
    }
    filled.push_str(rest);
    filled
}
