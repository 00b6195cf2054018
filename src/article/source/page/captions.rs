//! Lines below pictures that are their captions without being marked so.

use super::super::super::model::{Block, Figure, Inline};
use super::super::super::runs::plain_text;
use super::phrases::begins_with_any;
use crate::text::{lower_case, trimmed};

/// The longest such line, in bytes.
const LONGEST: usize = 240;

/// How lines begin that say who made a picture, in small letters.
const LABELS: &str = "ảnh:|(ảnh|ảnh minh|foto:|fotos:|foto ©|(foto|photo:|photos:|photo by|photo ©|(photo|photograph by|bild:|\
bilder:|crédit|credit:|image:|imagen:|picture:|picture alliance|fot.|źródło:|©|(c) ";

/// Gives each picture without a caption the line below it, if that is in italics
/// or says who made it; the first line may be of the main picture.
pub(super) fn give(body: &mut Vec<Block>, main: &mut Option<Figure>) {
    let mut blocks: Vec<Block> = Vec::with_capacity(body.len());
    for block in body.drain(..) {
        // What stands first may be a lead in italics.
        let (place, is_below) = match blocks.last_mut() {
            Some(Block::Figure(figure)) => (Some(figure), true),
            None => (main.as_mut(), false),
            _ => (None, false),
        };
        match (place, block) {
            (Some(figure), Block::Paragraph(run))
                if figure.caption.is_empty() && is_caption(&run, is_below) =>
            {
                figure.caption = upright(run);
            }
            (_, block) => blocks.push(block),
        }
    }
    *body = blocks;
}

fn is_caption(run: &[Inline], is_below: bool) -> bool {
    let text = plain_text(run);
    let lower = lower_case(trimmed(&text));
    text.len() <= LONGEST && ((is_below && is_italic(run)) || begins_with_any(&lower, LABELS))
}

fn is_italic(run: &[Inline]) -> bool {
    run.iter().all(|inline| match inline {
        Inline::Emphasis(_) | Inline::Break => true,
        Inline::Text(text) => trimmed(text).is_empty(),
        _ => false,
    })
}

/// A run in italics without these, which a caption has by itself.
fn upright(run: Vec<Inline>) -> Vec<Inline> {
    if !is_italic(&run) {
        return run;
    }
    let mut parts = Vec::new();
    for inline in run {
        match inline {
            Inline::Emphasis(inner) => parts.extend(inner),
            other => parts.push(other),
        }
    }
    parts
}
