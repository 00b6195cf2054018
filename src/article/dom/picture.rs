//! Pictures.

use super::super::model::{Block, Figure, Image, ImageCandidate, Inline, LinkTarget};
use super::super::url::{SafeUrl, UrlUse};
use super::attribute::Attribute;
use super::flow::{Flow, Loss, Room};
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::text::{collapsed, holds, is_blank, signed_number, trimmed, word_index};

/// The tallest picture that counts as a letter of its line, in pixels.
const TALLEST_LETTER: u32 = 64;

/// Where the address of a picture stands until a script puts it into `src`.
pub(super) const LAZY_ADDRESSES: [Attribute; 32] = [
    Attribute::DataSrc,
    Attribute::DataLazySrc,
    Attribute::DataOriginal,
    Attribute::DataLazy,
    Attribute::DataOriginalSrc,
    Attribute::DataActualsrc,
    Attribute::DataEcho,
    Attribute::DataHiResSrc,
    Attribute::DataFullSrc,
    Attribute::DataLazyload,
    Attribute::DataLazyloadSrc,
    Attribute::DataImgSrc,
    Attribute::DataImgsrc,
    Attribute::DataWpfcOriginalSrc,
    Attribute::NitroLazySrc,
    Attribute::DataEzsrc,
    Attribute::DataCfsrc,
    Attribute::DataDeferSrc,
    Attribute::DataPagespeedLazySrc,
    Attribute::DataRealSrc,
    Attribute::DataTdSrcProperty,
    Attribute::Src,
    Attribute::DataOrigFile,
    Attribute::DataUrl,
    Attribute::DataSrv,
    Attribute::DataImg,
    Attribute::DataImage,
    Attribute::DataImageSrc,
    Attribute::DataFallbackSrc,
    Attribute::DataLargeFile,
    Attribute::DataLargeSrc,
    Attribute::DataSrcLarge,
];

const LAZY_SETS: [Attribute; 4] = [
    Attribute::Srcset,
    Attribute::DataSrcset,
    Attribute::DataLazySrcset,
    Attribute::DataOriginalSet,
];

impl Flow<'_> {
    /// A `picture`: the image inside, with the sources for its sizes, or else
    /// the words in it.
    pub(super) fn picture_element(&mut self, id: NodeId) {
        match self.tree.find_tag(id, Tag::Image) {
            Some(image) => self.picture(image, id),
            None => self.children_of(id),
        }
    }

    /// A picture in the text; `owner` is the `picture` around the image, or the image.
    pub(super) fn picture(&mut self, id: NodeId, owner: NodeId) {
        self.picture_beside(id, owner, true);
    }

    /// The same; `has_neighbours` is false where the text around it is not shown.
    fn picture_beside(&mut self, id: NodeId, owner: NodeId, has_neighbours: bool) {
        let tree = self.tree;
        if tree.has_word(id, Attribute::Class, "emoji wp-smiley smiley") {
            let alt = collapsed(tree.attribute(id, Attribute::Alt).unwrap_or_default());
            return self.text(&alt);
        }
        let Some(image) = self.image(id, owner) else {
            return;
        };
        self.last_picture = Some(owner);
        let is_among_letters = has_neighbours
            && image.size.is_none()
            && self.run.has_letters()
            && precedes_letters(tree, owner);
        self.put_picture(image, is_among_letters);
    }

    /// Puts a picture into the line, or on its own where it is no letter.
    #[inline(never)]
    pub(super) fn put_picture(&mut self, image: Image, is_among_letters: bool) {
        let is_letter = match image.size {
            Some((_, height)) => height <= TALLEST_LETTER,
            None => is_among_letters,
        };
        if self.room == Room::Line || is_letter {
            self.word(Inline::Image(image));
            return;
        }
        let mut figure = Figure {
            image,
            caption: Vec::new(),
            credit: None,
            target: self.run.link().cloned(),
        };
        show_whole(&mut figure, false);
        self.push_block(Block::Figure(figure));
    }

    /// Pictures for readers without scripts: the twin of one that a script
    /// loads is left out.
    /// <https://html.spec.whatwg.org/multipage/scripting.html#the-noscript-element>
    pub(super) fn without_scripts(&mut self, id: NodeId) {
        let tree = self.tree;
        let parent = tree.node(id).parent;
        // The names of the recordings, which a script puts beside the player.
        if tree.has_word(parent, Attribute::Class, "wp-playlist") {
            return self.children_of(id);
        }
        let mut has_twin = self
            .last_picture
            .is_some_and(|last| tree.node(last).parent == parent);
        for child in tree.siblings_after(id) {
            match tree.tag(child) {
                None if is_blank(tree.letters(child)) => {}
                Some(Tag::Image) => {
                    has_twin |= self.address(child).0.is_some();
                    break;
                }
                Some(Tag::Picture) => {
                    has_twin = true;
                    break;
                }
                _ => break,
            }
        }
        for child in tree.descendants(id) {
            // A player that a script would put in place of its own box.
            if tree.tag(child) == Some(Tag::Frame) && self.is_new_player(child) {
                self.media(child, Tag::Frame);
            }
            if tree.tag(child) == Some(Tag::Image) {
                if has_twin {
                    self.count(Loss::Twin);
                } else {
                    self.picture_beside(child, child, false);
                    // Another copy may follow behind an empty box.
                    self.last_picture = None;
                }
            }
        }
    }

    /// Absent where it has no address on the allow-list, or only counts visits.
    fn image(&mut self, id: NodeId, owner: NodeId) -> Option<Image> {
        let tree = self.tree;
        let width = pixels(tree.attribute(id, Attribute::Width));
        let height = pixels(tree.attribute(id, Attribute::Height));
        let is_nothing = tree.attribute(id, Attribute::Width) == Some("0")
            && tree.attribute(id, Attribute::Height) == Some("0");
        let mut size = width.zip(height);
        if is_nothing
            || width.is_some_and(|width| width < 3)
            || height.is_some_and(|height| height < 3)
        {
            if !self.is_drawing(id) {
                self.count(Loss::Pixel);
                return None;
            }
            size = None;
        }
        let candidates = self.candidates(id, owner, width);
        let (mut url, is_placeholder, refusal) = self.address(id);
        if url.is_none() || is_placeholder {
            // Twins of unknown width have one to each other.
            let largest = largest(&candidates);
            let largest = largest.or_else(|| self::largest(&self.candidates(id, owner, Some(100))));
            if is_placeholder && largest.is_none() && self.has_plain_twin(owner) {
                return None;
            }
            url = largest.map(|(url, _)| url).or(url);
        }
        let Some(url) = url else {
            let reason = refusal.as_deref().unwrap_or("is missing");
            self.warn(id, "src", &[reason, "; the picture was left out"]);
            return None;
        };
        Some(Image {
            url,
            alt: collapsed(tree.attribute(id, Attribute::Alt).unwrap_or_default()),
            size,
            candidates,
        })
    }

    /// Whether a picture is a drawing that somebody has described: systems give
    /// one whose size they cannot measure a side of one pixel.
    fn is_drawing(&self, id: NodeId) -> bool {
        let attribute = |name| self.tree.attribute(id, name).unwrap_or_default();
        let path = path_of(attribute(Attribute::Src));
        let ending = path.get(path.len().saturating_sub(4)..);
        ending.is_some_and(|ending| ending.eq_ignore_ascii_case(".svg"))
            && !is_blank(attribute(Attribute::Alt))
    }

    /// The sizes that a picture comes in; those of the `picture` around it
    /// where it names none itself.
    #[inline(never)]
    fn candidates(&self, id: NodeId, owner: NodeId, width: Option<u32>) -> Vec<ImageCandidate> {
        let tree = self.tree;
        let mut candidates = Vec::new();
        self.push_sets(id, width, &mut candidates);
        if owner != id && candidates.is_empty() {
            for child in tree.children(owner) {
                // Not every browser of today shows these.
                let kind = tree.attribute(child, Attribute::Type).unwrap_or_default();
                if tree.tag(child) == Some(Tag::Source)
                    && !tree_has(kind, "image/avif image/heic image/jxl image/jp2")
                {
                    self.push_sets(child, width, &mut candidates);
                }
            }
        }
        candidates
    }

    /// Whether a picture for readers without scripts follows: the real one,
    /// where a script knows the address only by means of its own.
    fn has_plain_twin(&self, owner: NodeId) -> bool {
        let tree = self.tree;
        for next in tree.siblings_after(owner) {
            match tree.tag(next) {
                None if is_blank(tree.letters(next)) => {}
                Some(Tag::NoScript) => return tree.find_tag(next, Tag::Image).is_some(),
                _ => break,
            }
        }
        false
    }

    /// The first address that a browser could load, whether it is only what
    /// stands in the place of a lazy picture meanwhile, and what was wrong.
    #[inline(never)]
    fn address(&self, id: NodeId) -> (Option<SafeUrl>, bool, Option<String>) {
        let mut refusal = None;
        let mut placeholder = None;
        let mut is_behind = false;
        for name in LAZY_ADDRESSES {
            is_behind |= name == Attribute::DataOrigFile;
            let Some(raw) = self.tree.attribute(id, name) else {
                continue;
            };
            // A pattern that a script would fill in.
            if !may_be_address(name, raw) || holds(raw, "{") && name != Attribute::Src {
                continue;
            }
            // A number, or a page about the picture.
            if is_behind && word_index(PICTURE_ENDINGS, ending_of(raw), true).is_none() {
                continue;
            }
            match self.addresses.resolve(raw, UrlUse::Media) {
                Ok(url) if name == Attribute::Src && is_placeholder(url.as_str()) => {
                    placeholder = Some(url)
                }
                Ok(url) => return (Some(url), false, None),
                Err(reason) => refusal = Some(reason.reason()),
            }
        }
        let is_placeholder = placeholder.is_some();
        (placeholder, is_placeholder, refusal)
    }

    fn push_sets(&self, id: NodeId, width: Option<u32>, candidates: &mut Vec<ImageCandidate>) {
        for name in LAZY_SETS {
            if let Some(set) = self.tree.attribute(id, name)
                && may_be_address(name, set)
            {
                self.push_candidates(set, width, candidates);
            }
        }
    }

    /// The entries of a `srcset` that have a width, or a density of a known one.
    /// <https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute>
    fn push_candidates(
        &self,
        set: &str,
        own_width: Option<u32>,
        candidates: &mut Vec<ImageCandidate>,
    ) {
        let mut rest = set;
        loop {
            rest = split(rest, b" ,", true).1;
            if rest.is_empty() || candidates.len() >= MAX_CANDIDATES {
                return;
            }
            let (raw, tail) = split(rest, b" ", false);
            rest = tail;
            // A comma inside an address belongs to it; at its end it closes the entry.
            let mut descriptor = "";
            let bare = raw.trim_end_matches(',');
            if bare.len() == raw.len() {
                (descriptor, rest) = split(rest, b",", false);
            }
            let Some(width) = candidate_width(trimmed(descriptor), own_width) else {
                continue;
            };
            if candidates.iter().all(|known| known.width != width)
                && let Ok(url) = self.addresses.resolve(bare, UrlUse::Media)
            {
                candidates.push(ImageCandidate { url, width });
            }
        }
    }
}

/// Whether an attribute holds an address: in the place of one, scripts write
/// "true", "lazy" or a number into theirs.
#[inline(never)]
pub(super) fn may_be_address(name: Attribute, raw: &str) -> bool {
    matches!(name, Attribute::Src | Attribute::Srcset | Attribute::Data)
        || holds(raw, "/")
        || holds(raw, ".")
}

/// The widest picture that is a thumbnail where it leads to a larger one, in
/// pixels: the medium size of WordPress and a little more.
const WIDEST_THUMBNAIL: u32 = 400;

/// What the name of a file that shows a picture ends in.
const PICTURE_ENDINGS: &str = "jpg jpeg png webp avif gif svg";

/// Where a thumbnail leads to the picture itself, shows that one. In a gallery
/// whatever leads to a picture is a thumbnail, unless it says how large it is.
#[inline(never)]
pub(super) fn show_whole(figure: &mut Figure, is_in_gallery: bool) {
    let image = &mut figure.image;
    let Some(LinkTarget::Url { url, .. }) = &figure.target else {
        return;
    };
    let is_small = match image.size {
        Some((width, _)) => width <= WIDEST_THUMBNAIL,
        None => is_in_gallery,
    };
    let has_larger = largest(&image.candidates).is_some_and(|(_, width)| width > WIDEST_THUMBNAIL);
    let path = path_of(url.as_str());
    // Pages about a picture bear its name: Wikipedia's, and those of repositories.
    let file = path.rsplit('/').next().unwrap_or_default();
    if holds(file, ":") || holds(file, "%3A") || holds(path, "/blob/") {
        return;
    }
    if is_small && !has_larger && word_index(PICTURE_ENDINGS, ending_of(path), true).is_some() {
        image.url = url.clone();
        image.candidates.clear();
        // A square is mostly cut out of another shape.
        image.size = image.size.filter(|(width, height)| width != height);
    }
}

/// An address without query and fragment.
#[inline(never)]
pub(in crate::article) fn path_of(url: &str) -> &str {
    match url.split_once(['?', '#']) {
        Some((path, _)) => path,
        None => url,
    }
}

/// What the name of a file ends in, behind its last full stop.
#[inline(never)]
pub(super) fn ending_of(url: &str) -> &str {
    path_of(url).rsplit_once('.').unwrap_or_default().1
}

/// More sizes of one picture than any page offers.
const MAX_CANDIDATES: usize = 32;

/// "800w" is a width; "2x" is twice that of the picture; nothing is "1x".
#[inline(never)]
fn candidate_width(descriptor: &str, own_width: Option<u32>) -> Option<u32> {
    if let Some(digits) = descriptor.strip_suffix('w') {
        let width = signed_number(digits).filter(|width| *width > 0)?;
        return Some(width.unsigned_abs());
    }
    let density = match descriptor.strip_suffix('x') {
        None if descriptor.is_empty() => "1",
        None => return None,
        Some(digits) => digits,
    };
    // Tenths are enough: "1.5" is common, "1.25" is not.
    let (whole, part) = match density.as_bytes() {
        [whole @ b'1'..=b'9'] => (*whole, b'0'),
        [whole @ b'1'..=b'9', b'.', part @ b'0'..=b'9', ..] => (*whole, *part),
        _ => return None,
    };
    let tenths = u32::from(whole - b'0') * 10 + u32::from(part - b'0');
    Some(own_width? * tenths / 10)
}

#[inline(never)]
fn largest(candidates: &[ImageCandidate]) -> Option<(SafeUrl, u32)> {
    let largest = candidates.iter().max_by_key(|candidate| candidate.width)?;
    Some((largest.url.clone(), largest.width))
}

fn tree_has(kind: &str, kinds: &str) -> bool {
    super::tag::shares_word(kind, kinds)
}

/// Whether an address is that of an empty picture which a script replaces.
#[inline(never)]
pub(super) fn is_placeholder(url: &str) -> bool {
    let mut start = 0;
    for (index, byte) in url.bytes().enumerate() {
        if byte == b'/' {
            start = index;
        }
    }
    let file = url.get(start..).unwrap_or_default().to_ascii_lowercase();
    [
        "placeholder",
        "blank",
        "spacer",
        "lazy",
        "transparent",
        "1x1",
        "loading",
    ]
    .iter()
    .any(|word| holds(&file, word))
}

/// Whether letters follow a picture in its line: then it stands among them.
fn precedes_letters(tree: &Tree, picture: NodeId) -> bool {
    let mut id = tree.end(picture);
    let mut block = tree.node(picture).parent;
    while block != super::tree::ROOT && tree.tag(block).is_some_and(Tag::is_inline) {
        block = tree.node(block).parent;
    }
    while id < tree.end(block) {
        match tree.tag(id) {
            None if is_blank(tree.letters(id)) => id += 1,
            None => return true,
            Some(Tag::NoScript | Tag::Control | Tag::Drawing) => id = tree.end(id),
            Some(tag) if tag.is_inline() && tag != Tag::Picture => id += 1,
            Some(_) => return false,
        }
    }
    false
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
pub(super) fn pixels(written: Option<&str>) -> Option<u32> {
    let written = trimmed(written?);
    match signed_number(written.strip_suffix("px").unwrap_or(written)) {
        Some(pixels @ 1..=100_000) => Some(pixels.unsigned_abs()),
        _ => None,
    }
}
