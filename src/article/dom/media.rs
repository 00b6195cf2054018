//! Pictures and videos.

use super::super::model::{Block, Figure, Image, ImageCandidate, Inline, Track, TrackKind, Video};
use super::super::text::{collapsed, language_tag};
use super::super::url::{SafeUrl, UrlUse};
use super::flow::{Flow, Room};
use super::tag::Tag;
use super::tree::NodeId;

impl Flow<'_> {
    /// A `picture`: the image inside, with the sources as a last resort.
    pub(super) fn picture_element(&mut self, id: NodeId) {
        let image = self
            .tree
            .descendants(id)
            .find(|child| self.tree.tag(*child) == Some(Tag::Image));
        if let Some(image) = image {
            self.picture(image, id);
        }
    }

    /// A picture in the text; `owner` is the `picture` around the image, or the image.
    pub(super) fn picture(&mut self, image: NodeId, owner: NodeId) {
        let tree = self.tree;
        let alt = collapsed(tree.attribute(image, "alt").unwrap_or_default());
        let is_letter = ["emoji", "wp-smiley", "smiley"]
            .iter()
            .any(|class| tree.has_word(image, "class", class));
        if is_letter {
            self.text(&alt);
        } else if self.room == Room::Line {
            if !alt.is_empty() {
                self.word(Inline::Text(alt.as_str().into()));
                self.warn(
                    image,
                    "",
                    "a picture cannot stand here; its text alternative took its place".into(),
                );
            } else {
                self.warn(
                    image,
                    "",
                    "a picture cannot stand here; it was left out".into(),
                );
            }
        } else if let Some(image) = self.image(image, owner) {
            self.push_block(Block::Figure(Figure {
                image,
                caption: Vec::new(),
                credit: None,
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
        let mut sets: Vec<&str> = ["srcset", "data-srcset"]
            .iter()
            .filter_map(|name| tree.attribute(id, name))
            .collect();
        if sets.is_empty() && owner != id {
            sets.extend(
                tree.children(owner)
                    .find_map(|child| tree.attribute(child, "srcset")),
            );
        }
        for set in sets {
            self.push_candidates(set, &mut candidates);
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
        let largest = || candidates.iter().max_by_key(|candidate| candidate.width);
        let Some(url) = url.or_else(|| largest().map(|candidate| candidate.url.clone())) else {
            let reason = refusal.map_or_else(|| "is missing".to_owned(), |r| r.to_string());
            let problem = [reason.as_str(), "; the picture was left out"].concat();
            self.warn(id, "src", problem.into());
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
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
            if rest.is_empty() {
                return;
            }
            let end = rest
                .find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(rest.len());
            let (raw, tail) = rest.split_at(end);
            rest = tail;
            // A comma inside an address belongs to it; at its end it closes the entry.
            if raw.ends_with(',') {
                continue;
            }
            let end = rest.find(',').unwrap_or(rest.len());
            let (descriptor, tail) = rest.split_at(end);
            rest = tail;
            let width = descriptor
                .trim()
                .strip_suffix('w')
                .and_then(|digits| digits.parse().ok())
                .filter(|width| *width > 0);
            if let (Some(width), Ok(url)) = (width, self.addresses.resolve(raw, UrlUse::Media)) {
                candidates.push(ImageCandidate { url, width });
            }
        }
    }

    pub(super) fn video(&mut self, id: NodeId, caption: Vec<Inline>) {
        let tree = self.tree;
        let mut raws: Vec<(NodeId, &str)> = Vec::new();
        raws.extend(tree.attribute(id, "src").map(|raw| (id, raw)));
        for child in tree.descendants(id) {
            if tree.tag(child) == Some(Tag::Source) {
                raws.extend(tree.attribute(child, "src").map(|raw| (child, raw)));
            }
        }
        let mut url = None;
        for (owner, raw) in &raws {
            if url.is_none() {
                url = self.media_url(*owner, "src", raw, "the source was left out");
            }
        }
        let Some(url) = url else {
            let problem = if raws.is_empty() {
                "names no file; the video was left out"
            } else {
                "has no address that is allowed; the video was left out"
            };
            self.warn(id, "", problem.into());
            return;
        };
        let poster = tree
            .attribute(id, "poster")
            .and_then(|raw| self.media_url(id, "poster", raw, "the picture was left out"));
        let title = ["title", "aria-label"]
            .iter()
            .find_map(|name| tree.attribute(id, name))
            .map(collapsed)
            .filter(|title| !title.is_empty());
        let mut tracks = Vec::new();
        for child in tree.descendants(id) {
            if tree.tag(child) == Some(Tag::Track) {
                tracks.extend(self.track(child));
            }
        }
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
        let kind = match tree.attribute(id, "kind").map(str::to_ascii_lowercase) {
            // <https://html.spec.whatwg.org/multipage/media.html#attr-track-kind>:
            // subtitles when missing, metadata (which nobody sees) when unknown.
            None => TrackKind::Subtitles,
            Some(kind) => match kind.as_str() {
                "captions" => TrackKind::Captions,
                "subtitles" => TrackKind::Subtitles,
                "descriptions" => TrackKind::Descriptions,
                "chapters" => TrackKind::Chapters,
                _ => return None,
            },
        };
        let raw = tree.attribute(id, "src")?;
        let url = self.media_url(id, "src", raw, "the track was left out")?;
        let label = collapsed(tree.attribute(id, "label").unwrap_or_default());
        Some(Track {
            url,
            kind,
            lang: tree.attribute(id, "srclang").and_then(language_tag),
            label: (!label.is_empty()).then_some(label),
            default: tree.attribute(id, "default").is_some(),
        })
    }

    fn media_url(&mut self, id: NodeId, name: &str, raw: &str, lost: &str) -> Option<SafeUrl> {
        match self.addresses.resolve(raw, UrlUse::Media) {
            Ok(url) => Some(url),
            Err(refusal) => {
                let problem = [refusal.to_string().as_str(), "; ", lost].concat();
                self.warn(id, name, problem.into());
                None
            }
        }
    }
}

/// A length in whole pixels; "100%" is none.
fn pixels(written: Option<&str>) -> Option<u32> {
    let written = written?.trim();
    let digits = written.strip_suffix("px").unwrap_or(written);
    digits
        .parse()
        .ok()
        .filter(|pixels| *pixels > 0 && *pixels <= 100_000)
}
