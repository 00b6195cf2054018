//! Pictures and videos.

use super::super::model::{Block, Figure, Image, ImageCandidate, Inline, Track, TrackKind, Video};
use super::super::text::{collapsed, language_tag, non_empty, signed_number, trimmed, word_index};
use super::super::url::{SafeUrl, UrlUse};
use super::flow::{Flow, Room};
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    /// A `picture`: the image inside, with the sources as a last resort.
    pub(super) fn picture_element(&mut self, id: NodeId) {
        if let Some(image) = self.tree.find_tag(id, Tag::Image) {
            self.picture(image, id);
        }
    }

    /// A picture in the text; `owner` is the `picture` around the image, or the image.
    pub(super) fn picture(&mut self, image: NodeId, owner: NodeId) {
        let tree = self.tree;
        let alt = collapsed(tree.attribute(image, "alt").unwrap_or_default());
        if tree.has_word(image, "class", "emoji wp-smiley smiley") {
            self.text(&alt);
        } else if self.room == Room::Line {
            let consequence = if alt.is_empty() {
                "it was left out"
            } else {
                self.word(Inline::Text(alt.as_str().into()));
                "its text alternative took its place"
            };
            self.warn(image, "", &["a picture cannot stand here; ", consequence]);
        } else if let Some(image) = self.image(image, owner) {
            self.push_block(Block::Figure(Figure {
                image,
                caption: Vec::new(),
                credit: None,
                target: None,
            }));
        }
    }

    /// Absent where it has no address on the allow-list, or only counts visits.
    pub(super) fn image(&mut self, id: NodeId, owner: NodeId) -> Option<Image> {
        let tree = self.tree;
        let width = pixels(tree.attribute(id, "width"));
        let height = pixels(tree.attribute(id, "height"));
        if width.is_some_and(|width| width < 3) || height.is_some_and(|height| height < 3) {
            return None;
        }
        let mut candidates = Vec::new();
        let mut has_set = false;
        for name in ["srcset", "data-srcset"] {
            if let Some(set) = tree.attribute(id, name) {
                has_set = true;
                self.push_candidates(set, &mut candidates);
            }
        }
        if owner != id {
            for child in tree.children(owner) {
                if let (false, Some(set)) = (has_set, tree.attribute(child, "srcset")) {
                    has_set = true;
                    self.push_candidates(set, &mut candidates);
                }
            }
        }
        // A script would have put the real address of a lazy picture into `src`.
        let mut refusal = None;
        let mut url = None;
        for name in ["data-src", "data-original", "data-lazy-src", "src"] {
            if let (None, Some(raw)) = (&url, tree.attribute(id, name)) {
                match self.addresses.resolve(raw, UrlUse::Media) {
                    Ok(found) => url = Some(found),
                    Err(reason) => refusal = Some(reason),
                }
            }
        }
        if url.is_none() {
            let mut largest = 0;
            for candidate in &candidates {
                if candidate.width > largest {
                    largest = candidate.width;
                    url = Some(candidate.url.clone());
                }
            }
        }
        let Some(url) = url else {
            let reason = refusal.map(|refusal| refusal.reason());
            let reason = reason.as_deref().unwrap_or("is missing");
            self.warn(id, "src", &[reason, "; the picture was left out"]);
            return None;
        };
        Some(Image {
            url,
            alt: collapsed(tree.attribute(id, "alt").unwrap_or_default()),
            size: width.zip(height),
            candidates,
        })
    }

    /// The entries of a `srcset` that have a width.
    /// <https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute>
    fn push_candidates(&self, set: &str, candidates: &mut Vec<ImageCandidate>) {
        let mut rest = set;
        loop {
            rest = split(rest, b" ,", true).1;
            if rest.is_empty() {
                return;
            }
            let (raw, tail) = split(rest, b" ", false);
            rest = tail;
            // A comma inside an address belongs to it; at its end it closes the entry.
            if raw.ends_with(',') {
                continue;
            }
            let (descriptor, tail) = split(rest, b",", false);
            rest = tail;
            if let Some(digits) = trimmed(descriptor).strip_suffix('w')
                && let Some(width @ 1..) = signed_number(digits)
                && let Ok(url) = self.addresses.resolve(raw, UrlUse::Media)
            {
                let width = width.unsigned_abs();
                candidates.push(ImageCandidate { url, width });
            }
        }
    }

    pub(super) fn video(&mut self, id: NodeId, caption: Vec<Inline>) {
        let tree = self.tree;
        let mut url = None;
        let mut has_address = false;
        let mut tracks = Vec::new();
        if let Some(raw) = tree.attribute(id, "src") {
            has_address = true;
            url = self.media_url(id, "src", raw, "the source was left out");
        }
        for child in tree.descendants(id) {
            match tree.tag(child) {
                Some(Tag::Source) if url.is_none() => {
                    if let Some(raw) = tree.attribute(child, "src") {
                        has_address = true;
                        url = self.media_url(child, "src", raw, "the source was left out");
                    }
                }
                Some(Tag::Track) => tracks.extend(self.track(child)),
                _ => {}
            }
        }
        let Some(url) = url else {
            let problem = if has_address {
                "has no address that is allowed; the video was left out"
            } else {
                "names no file; the video was left out"
            };
            self.warn(id, "", &[problem]);
            return;
        };
        let poster = tree
            .attribute(id, "poster")
            .and_then(|raw| self.media_url(id, "poster", raw, "the picture was left out"));
        let title = tree
            .attribute(id, "title")
            .or_else(|| tree.attribute(id, "aria-label"));
        let title = title.and_then(|title| non_empty(&collapsed(title)));
        let width = pixels(tree.attribute(id, "width"));
        let height = pixels(tree.attribute(id, "height"));
        self.push_block(Block::Video(Video {
            url,
            title,
            poster,
            size: width.zip(height),
            duration: None,
            tracks,
            caption,
        }));
    }

    fn track(&mut self, id: NodeId) -> Option<Track> {
        let tree = self.tree;
        let kind = match tree.attribute(id, "kind") {
            // <https://html.spec.whatwg.org/multipage/media.html#attr-track-kind>:
            // subtitles when missing, metadata (which nobody sees) when unknown.
            None => TrackKind::Subtitles,
            Some(kind) => TrackKind::nth(word_index(TrackKind::NAMES, kind, true)?),
        };
        let raw = tree.attribute(id, "src")?;
        let url = self.media_url(id, "src", raw, "the track was left out")?;
        Some(Track {
            url,
            kind,
            lang: tree.attribute(id, "srclang").and_then(language_tag),
            label: tree.attribute(id, "label").and_then(non_empty),
            default: tree.attribute(id, "default").is_some(),
        })
    }

    fn media_url(&mut self, id: NodeId, name: &str, raw: &str, lost: &str) -> Option<SafeUrl> {
        match self.addresses.resolve(raw, UrlUse::Media) {
            Ok(url) => Some(url),
            Err(refusal) => {
                self.warn(id, name, &[&refusal.reason(), "; ", lost]);
                None
            }
        }
    }
}

/// Splits `text` after the bytes that are in `set`, or after those that are
/// not; a space there stands for any white space.
#[inline(never)]
fn split<'t>(text: &'t str, set: &[u8], is_in_set: bool) -> (&'t str, &'t str) {
    let mut length = 0;
    for byte in text.bytes() {
        let byte = if byte.is_ascii_whitespace() {
            b' '
        } else {
            byte
        };
        if set.contains(&byte) != is_in_set {
            break;
        }
        length += 1;
    }
    // Only ASCII is looked for, so the cut stands between letters.
    text.split_at_checked(length).unwrap_or((text, ""))
}

/// A length in whole pixels; "100%" is none.
#[inline(never)]
fn pixels(written: Option<&str>) -> Option<u32> {
    let written = trimmed(written?);
    match signed_number(written.strip_suffix("px").unwrap_or(written)) {
        Some(pixels @ 1..=100_000) => Some(pixels.unsigned_abs()),
        _ => None,
    }
}
