//! Pictures and videos.

use super::super::model::{Figure, Gallery, Image, ImageCandidate, Track, TrackKind, Video};
use super::super::text::quoted;
use super::super::url::UrlUse;
use super::reader::{Object, Reader};
use serde_json::Value;

const PICTURE_LOST: &str = "the picture was left out";
const VIDEO_LOST: &str = "the video was left out";

impl Reader<'_> {
    /// A figure, as a block, in a gallery or as the article's main picture.
    pub(super) fn figure(&mut self, map: &Object) -> Option<Figure> {
        self.check_fields(map, &["type", "image", "caption", "credit"]);
        self.warnings.enter("image");
        let image = match map.get("image") {
            Some(Value::Object(image)) => self.image(image),
            None | Some(Value::Null) => {
                self.warnings.warn("is missing; the figure was left out");
                None
            }
            Some(other) => {
                self.wrong_type(other, "an object with \"url\" and \"alt\"");
                None
            }
        };
        self.warnings.leave();
        let caption = self.text(map, "caption");
        let credit = self.plain(map, "credit");
        Some(Figure {
            image: image?,
            caption,
            credit,
        })
    }

    fn image(&mut self, map: &Object) -> Option<Image> {
        self.check_fields(map, &["url", "alt", "width", "height", "candidates"]);
        let url = self.required_url(map, "url", UrlUse::Media, PICTURE_LOST)?;
        if map.get("alt").is_none_or(Value::is_null) {
            self.warnings.warn_field(
                "alt",
                "is missing; say what the picture shows, or write \"\" if it only decorates",
            );
        }
        let alt = self.string(map, "alt").unwrap_or_default();
        let size = self.size(map);
        let mut candidates = Vec::new();
        for_each_object(
            self,
            map,
            "candidates",
            "a list of candidates",
            &mut |reader, entry| {
                reader.check_fields(entry, &["url", "width"]);
                let url = reader.required_url(entry, "url", UrlUse::Media, PICTURE_LOST);
                let width = reader.integer(entry, "width", 1, 100_000);
                if entry.get("width").is_none_or(Value::is_null) {
                    reader
                        .warnings
                        .warn_field("width", "is missing; the candidate was left out");
                }
                if let (Some(url), Some(width)) = (url, width.and_then(|n| u32::try_from(n).ok())) {
                    candidates.push(ImageCandidate { url, width });
                }
            },
        );
        Some(Image {
            url,
            alt,
            size,
            candidates,
        })
    }

    pub(super) fn gallery(&mut self, map: &Object) -> Option<Gallery> {
        let mut figures = Vec::new();
        for_each_object(
            self,
            map,
            "figures",
            "a list of figures",
            &mut |reader, entry| {
                if reader.count_node() {
                    figures.extend(reader.figure(entry));
                }
            },
        );
        let caption = self.text(map, "caption");
        if figures.is_empty() {
            self.warnings.warn("holds no pictures; it was left out");
            return None;
        }
        Some(Gallery { figures, caption })
    }

    /// Videos of the article as a whole.
    pub(super) fn videos(&mut self, map: &Object) -> Vec<Video> {
        let mut videos = Vec::new();
        for_each_object(
            self,
            map,
            "video",
            "a list of videos",
            &mut |reader, entry| {
                if reader.count_node() {
                    videos.extend(reader.video(entry));
                }
            },
        );
        videos
    }

    pub(super) fn video(&mut self, map: &Object) -> Option<Video> {
        const LONGEST: i64 = 60 * 60 * 24 * 7;
        self.check_fields(
            map,
            &[
                "type", "url", "title", "poster", "width", "height", "duration", "tracks",
                "caption",
            ],
        );
        let url = self.required_url(map, "url", UrlUse::Media, VIDEO_LOST)?;
        let title = self.string(map, "title");
        let poster = self.url(map, "poster", UrlUse::Media, PICTURE_LOST);
        let size = self.size(map);
        let duration = match map.get("duration") {
            // Tools that measure videos give fractions of a second.
            Some(Value::Number(number)) if number.is_f64() => number
                .as_f64()
                .filter(|seconds| (0.0..=LONGEST as f64).contains(seconds))
                .map(|seconds| seconds.round() as u32),
            _ => self
                .integer(map, "duration", 0, LONGEST)
                .and_then(|seconds| u32::try_from(seconds).ok()),
        };
        let mut tracks = Vec::new();
        for_each_object(
            self,
            map,
            "tracks",
            "a list of tracks",
            &mut |reader, entry| {
                tracks.extend(reader.track(entry));
            },
        );
        let caption = self.text(map, "caption");
        Some(Video {
            url,
            title,
            poster,
            size,
            duration,
            tracks,
            caption,
        })
    }

    fn track(&mut self, map: &Object) -> Option<Track> {
        self.check_fields(map, &["url", "kind", "lang", "label", "default"]);
        let url = self.required_url(map, "url", UrlUse::Media, "the track was left out")?;
        let kind = match self.string(map, "kind").as_deref() {
            None | Some("captions") => TrackKind::Captions,
            Some("subtitles") => TrackKind::Subtitles,
            Some("descriptions") => TrackKind::Descriptions,
            Some("chapters") => TrackKind::Chapters,
            Some(other) => {
                let problem = [
                    quoted(other).as_str(),
                    " is no kind of track; the track was left out; known kinds: captions, subtitles, descriptions, chapters",
                ]
                .concat();
                self.warnings.warn_field("kind", problem);
                return None;
            }
        };
        Some(Track {
            url,
            kind,
            lang: self.language(map, "lang"),
            label: self.string(map, "label"),
            default: self.flag(map, "default"),
        })
    }
}

/// Calls `read` for every object in a list; one object alone counts as a list.
pub(super) fn for_each_object(
    reader: &mut Reader<'_>,
    map: &Object,
    key: &str,
    expected: &str,
    read: &mut dyn FnMut(&mut Reader<'_>, &Object),
) {
    reader.warnings.enter(key);
    match map.get(key) {
        None | Some(Value::Null) => {}
        Some(Value::Object(single)) => read(reader, single),
        Some(Value::Array(list)) => {
            for (index, entry) in list.iter().enumerate() {
                reader.warnings.enter_number(index + 1);
                match entry {
                    Value::Object(entry) => read(reader, entry),
                    other => reader.wrong_type(other, "an object"),
                }
                reader.warnings.leave();
            }
        }
        Some(other) => reader.wrong_type(other, expected),
    }
    reader.warnings.leave();
}
