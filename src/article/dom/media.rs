//! Videos, sound, and other documents in frames.

use super::super::media_type::media_type;
use super::super::model::{Audio, Block, Inline, Link, Track, TrackKind, Video, VideoSource};
use super::super::runs::text_run;
use super::super::url::{SafeUrl, UrlUse};
use super::attribute::Attribute;
use super::flow::{Flow, Room};
use super::picture::{ending_of, is_placeholder, may_be_address, path_of, pixels};
use super::tag::Tag;
use super::tree::{NodeId, ROOT, Tree};
use crate::providers::{YOUTUBE_WATCH, is_player};
use crate::text::{collapsed, holds, language_tag, non_empty, percent_decoded, word_index};

/// What the name of a file that a player plays ends in.
const FILE_ENDINGS: &str = "mp3 m4a aac ogg oga opus wav flac mp4 m4v webm ogv";

/// A film of which nothing but the address is known.
pub(super) fn film_at(url: SafeUrl) -> Video {
    Video {
        url,
        mime: None,
        sources: Vec::new(),
        title: None,
        poster: None,
        size: None,
        duration: None,
        tracks: Vec::new(),
        caption: Vec::new(),
    }
}

impl Flow<'_> {
    pub(super) fn media(&mut self, id: NodeId, tag: Tag) {
        match tag {
            Tag::Frame => self.frame(id),
            _ => self.recording(id, tag == Tag::Audio),
        }
    }

    fn recording(&mut self, id: NodeId, is_audio: bool) {
        let tree = self.tree;
        let mut sources = Vec::<VideoSource>::new();
        let mut has_address = false;
        let mut tracks = Vec::new();
        let mut element = id;
        let end = tree.end(id);
        while element < end {
            match tree.tag(element) {
                Some(Tag::Track) => tracks.extend(self.track(element)),
                Some(Tag::Source | Tag::Video | Tag::Audio) => {
                    let mut url = None;
                    for name in [Attribute::DataSrc, Attribute::Src] {
                        if let (None, Some(raw)) = (&url, tree.attribute(element, name))
                            && may_be_address(name, raw)
                        {
                            has_address = true;
                            url = self.media_url(element, name, raw, "the source was left out");
                        }
                    }
                    if let Some(url) = url
                        && sources.first().is_none_or(|first| first.url != url)
                    {
                        let mime = tree
                            .attribute(element, Attribute::Type)
                            .and_then(media_type);
                        sources.push(VideoSource { url, mime });
                    }
                }
                _ => {}
            }
            element += 1;
        }
        if sources.is_empty() {
            let problem = match (has_address, is_audio) {
                (true, false) => "has no address that is allowed; the video was left out",
                (true, true) => "has no address that is allowed; the recording was left out",
                (false, false) => "names no file; the video was left out",
                (false, true) => "names no file; the recording was left out",
            };
            self.warn(id, "", &[problem]);
            // What browsers without players were to show.
            let leads_to_file = |tree: &Tree, child| {
                tree.tag(child) == Some(Tag::Link)
                    && tree.attribute(child, Attribute::Href).is_some_and(|href| {
                        word_index(FILE_ENDINGS, ending_of(href), true).is_some()
                    })
            };
            if let Some(link) = tree.find(id, &leads_to_file) {
                self.visit(link);
            }
            return;
        }
        let VideoSource { url, mime } = sources.remove(0);
        let title = self.title(id);
        if self.room == Room::Line {
            self.warn(
                id,
                "",
                &["a player cannot stand here; a link took its place"],
            );
            return self.link_word(id, url, title);
        }
        let caption = Vec::new();
        let block = if is_audio {
            Block::Audio(Audio {
                url,
                title,
                caption,
            })
        } else {
            let mut poster = tree.attribute(id, Attribute::Poster).and_then(|raw| {
                self.media_url(id, Attribute::Poster, raw, "the picture was left out")
            });
            // Ghost puts an empty picture of somebody else's there, and the real
            // one into a style.
            if poster
                .as_ref()
                .is_some_and(|url| is_placeholder(url.as_str()))
            {
                let card = self.around(id, Tag::Figure);
                let raw = card.and_then(|card| tree.attribute(card, Attribute::DataKgThumbnail));
                poster = raw.and_then(|raw| self.addresses.resolve(raw, UrlUse::Media).ok());
            }
            Block::Video(Video {
                url,
                mime,
                sources,
                title,
                poster,
                size: self.size(id),
                duration: None,
                tracks,
                caption,
            })
        };
        self.push_block(block);
    }

    /// Whether a frame is a player, and none stands just before it already.
    pub(super) fn is_new_player(&self, id: NodeId) -> bool {
        let raw = self.tree.attribute(id, Attribute::Src).unwrap_or_default();
        let url = self.addresses.resolve(raw, UrlUse::Media);
        url.is_ok_and(|url| is_player(url.as_str()))
            && !matches!(self.blocks.last(), Some(Block::Video(_)))
    }

    /// A frame, `embed` or `object`: a video where its address is that of a
    /// player, and a link otherwise. Nothing is ever loaded into a frame as
    /// the article says: the `video` room makes players of its own.
    fn frame(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut url = None;
        let mut refusal = None;
        for name in [
            Attribute::DataSrc,
            Attribute::DataLazySrc,
            Attribute::DataLitespeedSrc,
            Attribute::DataUrl,
            Attribute::Src,
            Attribute::Data,
        ] {
            if let (None, Some(raw)) = (&url, tree.attribute(id, name))
                && may_be_address(name, raw)
            {
                match self.addresses.resolve(raw, UrlUse::Media) {
                    Ok(found) => url = Some(found),
                    Err(reason) => refusal = Some(reason.reason()),
                }
            }
        }
        for name in [Attribute::Videoid, Attribute::DataVideoid] {
            if let (None, Some(video)) = (&url, tree.attribute(id, name)) {
                let raw = [YOUTUBE_WATCH, video].concat();
                url = self.addresses.resolve(&raw, UrlUse::Media).ok();
            }
        }
        let is_object = tree.name(id) == "object";
        let Some(url) = url else {
            let inner = tree.find_tag(id, Tag::Frame);
            if let (true, Some(inner)) = (is_object, inner) {
                // Old pages write the same player twice, one inside the other.
                return self.frame(inner);
            }
            let reason = refusal.as_deref().unwrap_or("a frame without an address");
            self.warn(id, "", &[reason, "; it was left out"]);
            return;
        };
        let title = self.title(id);
        if self.room == Room::Blocks && is_player(url.as_str()) {
            self.push_block(Block::Video(Video {
                // What providers write into the code that they give out.
                title: title.filter(|title| !title.ends_with("ideo player")),
                size: self.size(id),
                ..film_at(url)
            }));
            return;
        }
        self.warn(id, "", &["a frame cannot be shown; a link took its place"]);
        self.end_paragraph();
        self.link_word(id, url, title);
        self.end_paragraph();
    }

    /// A link to what cannot be shown.
    fn link_word(&mut self, id: NodeId, url: SafeUrl, title: Option<String>) {
        let name = title
            .or_else(|| self.words_about(id))
            .unwrap_or_else(|| self.name_of(&url));
        let text = text_run(&name);
        let target = self.addresses.link_target(url.as_str());
        if let (Ok(target), None) = (target, self.run.link()) {
            self.word(Inline::Link(Link { target, text }));
        } else {
            self.text(&name);
        }
    }

    /// What the author says of an element that has no title: in its caption, or
    /// in the link for browsers that do not show it.
    fn words_about(&mut self, id: NodeId) -> Option<String> {
        let tree = self.tree;
        let caption = self.frame_words.take();
        let words = caption.or_else(|| tree.find_tag(id, Tag::Link))?;
        non_empty(&collapsed(&tree.raw_text(words)))
    }

    /// The nearest element with a tag around another one.
    fn around(&self, id: NodeId, wanted: Tag) -> Option<NodeId> {
        let mut around = id;
        while around != ROOT {
            around = self.tree.node(around).parent;
            if self.tree.tag(around) == Some(wanted) {
                return Some(around);
            }
        }
        None
    }

    /// The name of a file, or of the host where the address names none.
    fn name_of(&self, url: &SafeUrl) -> String {
        let place = url
            .as_str()
            .get(url.scheme().len() + 3..)
            .unwrap_or_default();
        let path = path_of(place);
        if let Some((host, file)) = path.rsplit_once('/')
            && !host.is_empty()
            && holds(file, ".")
        {
            return percent_decoded(file, false);
        }
        let host = path.split('/').next();
        host.unwrap_or_default().to_owned()
    }

    fn title(&self, id: NodeId) -> Option<String> {
        for name in [Attribute::Title, Attribute::AriaLabel, Attribute::Playlabel] {
            if let Some(title) = self.tree.attribute(id, name)
                && let Some(title) = non_empty(&collapsed(title))
            {
                return Some(title);
            }
        }
        None
    }

    fn size(&self, id: NodeId) -> Option<(u32, u32)> {
        let width = pixels(self.tree.attribute(id, Attribute::Width));
        width.zip(pixels(self.tree.attribute(id, Attribute::Height)))
    }

    fn track(&mut self, id: NodeId) -> Option<Track> {
        let tree = self.tree;
        let kind = match tree.attribute(id, Attribute::Kind) {
            // <https://html.spec.whatwg.org/multipage/media.html#attr-track-kind>:
            // subtitles when missing, metadata (which nobody sees) when unknown.
            None => TrackKind::Subtitles,
            Some(kind) => TrackKind::nth(word_index(TrackKind::NAMES, kind, true)?),
        };
        let raw = tree.attribute(id, Attribute::Src)?;
        let url = self.media_url(id, Attribute::Src, raw, "the track was left out")?;
        Some(Track {
            url,
            kind,
            lang: tree
                .attribute(id, Attribute::Srclang)
                .and_then(language_tag),
            label: tree.attribute(id, Attribute::Label).and_then(non_empty),
            default: tree.attribute(id, Attribute::Default).is_some(),
        })
    }

    fn media_url(&mut self, id: NodeId, name: Attribute, raw: &str, lost: &str) -> Option<SafeUrl> {
        match self.addresses.resolve(raw, UrlUse::Media) {
            Ok(url) => Some(url),
            Err(refusal) => {
                self.warn(id, name.name(), &[&refusal.reason(), "; ", lost]);
                None
            }
        }
    }
}
