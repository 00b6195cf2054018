//! What native tests lend to the room in place of a browser.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::dom::{Node, NodeKind};
use super::model::{Article, Block, Figure, Inline, Link, LinkTarget, Video};
use super::text::{children, is_visible};
use super::url::{SafeUrl, UrlParser, UrlParts};
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, QualName, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// The `url` crate, which follows the same specification as browsers do.
pub(crate) struct NativeUrls;

impl UrlParser for NativeUrls {
    fn parse(&self, raw: &str, base: Option<&str>) -> Option<UrlParts> {
        let url = match base {
            Some(base) => ::url::Url::parse(base).ok()?.join(raw).ok()?,
            None => ::url::Url::parse(raw).ok()?,
        };
        let mut host = url.host_str().unwrap_or_default().to_owned();
        if let Some(port) = url.port() {
            host.push(':');
            host.push_str(&port.to_string());
        }
        let fragment = url.fragment().unwrap_or_default();
        Some(UrlParts {
            href: url.as_str().to_owned(),
            scheme: url.scheme().to_owned(),
            host,
            has_credentials: !url.username().is_empty() || url.password().is_some(),
            fragment: percent_decoded(fragment),
        })
    }
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Plain text.
pub(crate) fn text(letters: &str) -> Inline {
    Inline::Text(letters.into())
}

/// A paragraph of plain text.
pub(crate) fn paragraph(letters: &str) -> Block {
    Block::Paragraph(vec![text(letters)])
}

/// Every address that a view could render.
pub(crate) fn addresses(article: &Article) -> Vec<&SafeUrl> {
    let mut found = Vec::new();
    found.extend(&article.url);
    for author in &article.authors {
        found.extend(&author.url);
    }
    run_addresses(&article.lead, &mut found);
    if let Some(figure) = &article.image {
        figure_addresses(figure, &mut found);
    }
    for video in &article.video {
        video_addresses(video, &mut found);
    }
    block_addresses(&article.body, &mut found);
    found
}

fn block_addresses<'a>(blocks: &'a [Block], found: &mut Vec<&'a SafeUrl>) {
    for block in blocks {
        match block {
            Block::Paragraph(run) => run_addresses(run, found),
            Block::Heading(heading) => run_addresses(&heading.text, found),
            Block::List(list) => {
                for item in &list.items {
                    block_addresses(item, found);
                }
            }
            Block::Quote(quote) => {
                block_addresses(&quote.body, found);
                run_addresses(&quote.citation, found);
            }
            Block::Figure(figure) => figure_addresses(figure, found),
            Block::Gallery(gallery) => {
                for figure in &gallery.figures {
                    figure_addresses(figure, found);
                }
                run_addresses(&gallery.caption, found);
            }
            Block::Table(table) => {
                run_addresses(&table.caption, found);
                for cell in table.head.iter().chain(&table.body).flatten() {
                    run_addresses(&cell.text, found);
                }
            }
            Block::Note(note) => block_addresses(&note.body, found),
            Block::Video(video) => video_addresses(video, found),
            Block::Code(_) | Block::Divider => {}
        }
    }
}

fn figure_addresses<'a>(figure: &'a Figure, found: &mut Vec<&'a SafeUrl>) {
    found.push(&figure.image.url);
    found.extend(figure.image.candidates.iter().map(|entry| &entry.url));
    run_addresses(&figure.caption, found);
}

fn video_addresses<'a>(video: &'a Video, found: &mut Vec<&'a SafeUrl>) {
    found.push(&video.url);
    found.extend(&video.poster);
    found.extend(video.tracks.iter().map(|track| &track.url));
    run_addresses(&video.caption, found);
}

fn run_addresses<'a>(run: &'a [Inline], found: &mut Vec<&'a SafeUrl>) {
    for inline in run {
        if let Inline::Link(Link {
            target: LinkTarget::Url { url, .. },
            ..
        }) = inline
        {
            found.push(url);
        }
        run_addresses(children(inline), found);
    }
}

/// What every source promises of its blocks: nothing empty, nothing out of range.
pub(crate) fn is_sound(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph(run) => is_visible(run),
        Block::Heading(heading) => (2..=6).contains(&heading.level) && is_visible(&heading.text),
        Block::List(list) => {
            !list.items.is_empty()
                && list
                    .items
                    .iter()
                    .all(|item| !item.is_empty() && is_sound(item))
        }
        Block::Quote(quote) => !quote.body.is_empty() && is_sound(&quote.body),
        Block::Figure(_) | Block::Divider | Block::Video(_) => true,
        Block::Gallery(gallery) => !gallery.figures.is_empty(),
        Block::Table(table) => {
            let rows = || table.head.iter().chain(&table.body);
            rows().next().is_some()
                && rows().all(|row| !row.is_empty())
                && rows().flatten().all(|cell| {
                    (1..=1000).contains(&cell.column_span) && (1..=65_534).contains(&cell.row_span)
                })
        }
        Block::Code(code) => !code.text.trim().is_empty(),
        Block::Note(note) => !note.id.is_empty() && !note.body.is_empty() && is_sound(&note.body),
    })
}

/// A node of html5ever's tree.
#[derive(Clone)]
pub(crate) struct HtmlNode {
    /// A document that is dropped empties every node of its tree.
    document: Handle,
    node: Handle,
    /// The children that it is one of, and its place among them.
    siblings: Option<(Handle, usize)>,
}

/// What `html` holds, parsed as the content of an `<article>`: the root is the
/// element itself when one `<article>` is all there is.
pub(crate) fn html_root(html: &str) -> HtmlNode {
    let name = |local: &str| QualName::new(None, ns!(html), local.into());
    let dom = parse_fragment(
        RcDom::default(),
        ParseOpts::default(),
        name("div"),
        Vec::new(),
        false,
    )
    .one(html);
    let fragment = dom.document.children.borrow()[0].clone();
    let root = HtmlNode {
        document: dom.document,
        node: fragment,
        siblings: None,
    };
    match root.first_child() {
        Some(only)
            if only.next_sibling().is_none()
                && matches!(only.kind(), NodeKind::Element { name, .. } if name == "article") =>
        {
            only
        }
        _ => root,
    }
}

impl Node for HtmlNode {
    fn kind(&self) -> NodeKind {
        match &self.node.data {
            NodeData::Element { name, .. } => NodeKind::Element {
                name: name.local.to_string(),
                is_html: name.ns == ns!(html),
            },
            NodeData::Text { contents } => NodeKind::Text(contents.borrow().to_string()),
            _ => NodeKind::Other,
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        let NodeData::Element { attrs, .. } = &self.node.data else {
            return None;
        };
        attrs
            .borrow()
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|attribute| attribute.value.to_string())
    }

    fn first_child(&self) -> Option<Self> {
        self.child(&self.node, 0)
    }

    fn next_sibling(&self) -> Option<Self> {
        let (parent, index) = self.siblings.as_ref()?;
        self.child(parent, index + 1)
    }
}

impl HtmlNode {
    fn child(&self, parent: &Handle, index: usize) -> Option<Self> {
        let node = parent.children.borrow().get(index)?.clone();
        Some(Self {
            document: self.document.clone(),
            node,
            siblings: Some((parent.clone(), index)),
        })
    }
}
