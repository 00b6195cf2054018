//! Pictures, videos and recordings.

use super::super::model::{
    Audio, Figure, Gallery, Image, ImageCandidate, MOST_COLUMNS, Track, TrackKind, Video,
    VideoSource,
};
use super::super::url::UrlUse;
use super::super::{NO_MEDIA_TYPE, media_type};
use super::reader::{Object, Reader, is_nothing};
use crate::json::Value;
use crate::text::signed_number;

const PICTURE_LOST: &str = "the picture was left out";

impl Reader<'_> {
    /// A figure, as a block, in a gallery or as the article's main picture.
    #[inline(never)]
    pub(super) fn figure(&mut self, map: &Object) -> Option<Figure> {
        self.check_fields(map, "type, image, caption, credit, link");
        let mut found = None;
        self.each_object(map, "image", &mut |reader, image| {
            reader.check_fields(image, "url, alt, width, height, candidates");
            found = reader.image(image);
        });
        if matches!(map.get("image"), None | Some(Value::Null)) {
            self.warnings
                .warn_field("image", "is missing; the figure was left out");
        }
        let caption = self.text(map, "caption");
        let credit = self.plain(map, "credit");
        let link = self.string(map, "link");
        let target = link.and_then(|raw| self.link_target("link", &raw, "the link was left out"));
        Some(Figure {
            image: found?,
            caption,
            credit,
            target,
        })
    }

    /// A picture, in a figure or in a line.
    #[inline(never)]
    pub(super) fn image(&mut self, map: &Object) -> Option<Image> {
        let url = self.media_url(map, PICTURE_LOST)?;
        if matches!(map.get("alt"), None | Some(Value::Null)) {
            self.warnings.warn_field(
                "alt",
                "is missing; say what the picture shows, or write \"\" if it only decorates",
            );
        }
        let alt = self.string(map, "alt").unwrap_or_default();
        let size = self.size(map);
        let mut candidates = Vec::new();
        self.each_object(map, "candidates", &mut |reader, entry| {
            if !reader.count_node() {
                return;
            }
            reader.check_fields(entry, "url, width");
            let url = reader.media_url(entry, PICTURE_LOST);
            let width = reader.positive(entry, "width", 100_000);
            if matches!(entry.get("width"), None | Some(Value::Null)) {
                reader
                    .warnings
                    .warn_field("width", "is missing; the candidate was left out");
            }
            if let (Some(url), Some(width)) = (url, width) {
                candidates.push(ImageCandidate { url, width });
            }
        });
        Some(Image {
            url,
            alt,
            size,
            candidates,
        })
    }

    pub(super) fn gallery(&mut self, map: &Object) -> Option<Gallery> {
        let mut gallery = Gallery::default();
        self.each_object(map, "figures", &mut |reader, entry| {
            if reader.count_node() {
                gallery.figures.extend(reader.figure(entry));
            }
        });
        gallery.caption = self.text(map, "caption");
        gallery.columns = self.positive(map, "columns", MOST_COLUMNS);
        if gallery.figures.is_empty() {
            self.warnings.warn("holds no pictures; it was left out");
            return None;
        }
        Some(gallery)
    }

    #[inline(never)]
    pub(super) fn video(&mut self, map: &Object) -> Option<Video> {
        self.check_fields(
            map,
            "type, url, sources, title, poster, width, height, duration, tracks, caption",
        );
        let mut sources = Vec::new();
        self.each_object(map, "sources", &mut |reader, entry| {
            if reader.count_node() {
                reader.check_fields(entry, "url, type");
                if let Some(url) = reader.media_url(entry, "the source was left out") {
                    let mime = reader.media_type(entry);
                    sources.push(VideoSource { url, mime });
                }
            }
        });
        // Without an address of its own, a film is the first of its files.
        let first = if map.get("url").is_none_or(is_nothing) && !sources.is_empty() {
            sources.remove(0)
        } else {
            VideoSource {
                url: self.media_url(map, "the video was left out")?,
                mime: None,
            }
        };
        let mut video = Video {
            url: first.url,
            mime: first.mime,
            sources,
            title: self.string(map, "title"),
            poster: self.url(map, "poster", UrlUse::Media, PICTURE_LOST),
            size: self.size(map),
            duration: self.duration(map),
            tracks: Vec::new(),
            caption: self.text(map, "caption"),
        };
        self.each_object(map, "tracks", &mut |reader, entry| {
            if reader.count_node() {
                video.tracks.extend(reader.track(entry));
            }
        });
        Some(video)
    }

    pub(super) fn audio(&mut self, map: &Object) -> Option<Audio> {
        Some(Audio {
            url: self.media_url(map, "the recording was left out")?,
            title: self.string(map, "title"),
            caption: self.text(map, "caption"),
        })
    }

    /// Seconds. Tools that measure videos give fractions of one.
    fn duration(&mut self, map: &Object) -> Option<u32> {
        const LONGEST: i32 = 60 * 60 * 24 * 7;
        if let Some(Value::Number(written)) = map.get("duration")
            && let Some((seconds, fraction)) = written.split_once('.')
            && let Some(seconds @ 0..LONGEST) = signed_number(seconds)
        {
            // A fraction that is written with an exponent is not worth its reading.
            let is_above_half = fraction.bytes().next() >= Some(b'5');
            return Some(seconds.unsigned_abs() + u32::from(is_above_half));
        }
        Some(self.integer(map, "duration", 0, LONGEST)?.unsigned_abs())
    }

    /// The type of a file.
    fn media_type(&mut self, map: &Object) -> Option<String> {
        let text = self.string(map, "type")?;
        let mime = media_type(&text);
        if mime.is_none() {
            self.warnings.add("type", Some(&text), &[NO_MEDIA_TYPE]);
        }
        mime
    }

    fn track(&mut self, map: &Object) -> Option<Track> {
        self.check_fields(map, "url, kind, lang, label, default");
        let url = self.media_url(map, "the track was left out")?;
        let kind = match self.choice(map, "kind", TrackKind::NAMES) {
            Some(index) => TrackKind::nth(index),
            None if map.get("kind").is_none_or(is_nothing) => TrackKind::Captions,
            None => return None,
        };
        Some(Track {
            url,
            kind,
            lang: self.language(map),
            label: self.string(map, "label"),
            default: self.flag(map, "default"),
        })
    }
}
