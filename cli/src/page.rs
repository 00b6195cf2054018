//! The other two things that are written: HTML and plain text.

use readerly::article::native::{NativeUrls, html_of};
use readerly::article::url::UrlParser;
use readerly::article::{Article, Block, Direction, Inline, Link, LinkTarget, Timestamp, Video};
use readerly::locale;
use readerly::render::{self, Context, Page};
use readerly::video::kind::Kind;

/// What the reader builds for the text of a video, to be filled.
const PLAYER: &str = "<div class=\"player\"></div>";

/// The article as an `<article>` element, as the reader builds it: notes at the
/// end, and a list of contents. Players are the browser's own, or links.
pub fn html(article: &Article, base: &str) -> String {
    let place = Place { base };
    let rendered = render::render(article, &context(article, &place));
    // The words around the article may be in another language than it.
    let lang = article.lang.as_deref().unwrap_or_default();
    let dir = article
        .dir
        .map_or_else(|| locale::direction(lang), Direction::as_attribute);
    let mut tongues = render::tongues(lang, (lang, dir));
    if article.lang.is_none() && article.dir.is_none() {
        // It runs as the page does into which it is put; only the reader's own
        // words, which are the first two, are in a language that is known.
        tongues = tongues
            .splitn(3, '\0')
            .take(2)
            .collect::<Vec<_>>()
            .join("\0");
    }
    let html = render::html(&rendered.steps, &tongues);
    let mut parts = html.split(PLAYER);
    let mut html = parts.next().unwrap_or_default().to_owned();
    for (part, video) in parts.zip(rendered.videos) {
        html.push_str(&player(video));
        html.push_str(part);
    }
    let header_end = "</header>";
    let players: String = article.video.iter().map(player).collect();
    html = html.replacen(header_end, &[header_end, &players].concat(), 1);
    format!("<article{}>{html}</article>\n", language(article))
}

/// The article as plain text.
pub fn text(article: &Article, base: &str) -> String {
    let place = Place { base };
    render::text(article, &context(article, &place))
}

fn context<'a>(article: &Article, place: &'a Place<'a>) -> Context<'a> {
    Context {
        words: locale::words_for(article.lang.as_deref().unwrap_or_default()),
        page: place,
        views: article.views,
        original: true,
        level: 1,
        is_one_of_several: false,
    }
}

/// Attributes for language and direction; a tag holds letters, digits and hyphens.
fn language(article: &Article) -> String {
    let lang = article.lang.as_deref().unwrap_or_default();
    let is_right_to_left = locale::is_right_to_left(lang);
    let dir = match article.dir {
        Some(dir) => dir.as_attribute(),
        None if is_right_to_left => "rtl",
        None => "",
    };
    let attribute = |name: &str, value: &str| match value {
        "" => String::new(),
        value => format!(" {name}=\"{value}\""),
    };
    attribute("lang", lang) + &attribute("dir", dir)
}

/// A player of the browser's for a file, which loads nothing before it is
/// played; for a provider's page a link, which asks nobody anything.
fn player(video: &Video) -> String {
    let is_file = video.mime.is_some()
        || !video.sources.is_empty()
        || matches!(Kind::of(video.url.as_str()), Kind::File(_) | Kind::Hls);
    if is_file {
        let html = html_of(&[Block::Video(video.clone())]);
        return html.replacen("<video", "<video controls=\"\" preload=\"none\"", 1);
    }
    html_of(&[Block::Paragraph(link_to(video))])
}

fn link_to(video: &Video) -> Vec<Inline> {
    let words = video.title.as_deref().unwrap_or(video.url.as_str());
    let mut text = vec![Inline::Link(Link {
        target: LinkTarget::Url {
            url: video.url.clone(),
            same_site: false,
        },
        text: vec![Inline::Text(words.into())],
    })];
    if !video.caption.is_empty() {
        text.push(Inline::Break);
        text.extend(video.caption.iter().cloned());
    }
    text
}

/// The address where the file is published, in place of a reader's page.
struct Place<'a> {
    base: &'a str,
}

impl Page for Place<'_> {
    fn number(&self, number: u64) -> String {
        number.to_string()
    }

    /// As a clock shows it, since nobody's language and zone are known.
    fn date(&self, date: &Timestamp) -> String {
        match date {
            Timestamp::AsWritten(written) => written.clone(),
            date => date.machine_form().unwrap_or_default().replace('T', " "),
        }
    }

    fn is_same_origin(&self, address: &str, other: Option<&str>) -> bool {
        let origin = |address: &str| {
            let url = NativeUrls.parse(address, None)?;
            Some((url.scheme, url.host))
        };
        let own = origin(other.unwrap_or(self.base));
        own.is_some() && own == origin(address)
    }

    fn is_this(&self, address: &str) -> bool {
        address == self.base
    }
}
