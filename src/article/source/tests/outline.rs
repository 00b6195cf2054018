//! An article as lines of text, so that a test shows at a glance what was read.

use super::super::super::model::*;
use super::super::super::runs::children;
use super::super::super::{SafeUrl, Timestamp};

pub(super) fn outline(article: &Article) -> String {
    let mut lines = vec![["title: ", &article.title].concat()];
    let mut add = |name: &str, value: Option<String>| {
        lines.extend(value.map(|value| [name, ": ", &value].concat()));
    };
    add("rest", article.rest.map(|rest| format!("{rest:?}")));
    add("kicker", article.kicker.clone());
    add("lang", article.lang.clone());
    add(
        "url",
        article.url.as_ref().map(|url| url.as_str().to_owned()),
    );
    for (name, date) in [
        ("published", &article.published),
        ("modified", &article.modified),
    ] {
        add(
            name,
            date.as_ref().map(|date| match date {
                Timestamp::AsWritten(text) => [text, " (as written)"].concat(),
                known => known.machine_form().unwrap(),
            }),
        );
    }
    add("views", article.views.map(|views| views.to_string()));
    for author in &article.authors {
        let mut parts = vec![author.name.clone()];
        parts.extend(author.role.clone());
        parts.extend(author.url.as_ref().map(|url| url.as_str().to_owned()));
        add("author", Some(parts.join(" | ")));
    }
    add(
        "lead",
        (!article.lead.is_empty()).then(|| run(&article.lead)),
    );
    add("image", article.image.as_ref().map(figure));
    for entry in &article.video {
        add("video", Some(video(entry)));
    }
    add(
        "tags",
        (!article.tags.is_empty()).then(|| article.tags.join(" | ")),
    );
    push_blocks(&article.body, 0, &mut lines);
    lines.join("\n")
}

fn push_blocks(blocks: &[Block], depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    for block in blocks {
        let line = match block {
            Block::Paragraph(text) => format!("p {}", run(text)),
            Block::Heading(heading) => format!("h{} {}", heading.level, run(&heading.text)),
            Block::List(list) => {
                let start = list
                    .start
                    .map_or(String::new(), |start| format!(" from {start}"));
                lines.push(format!(
                    "{indent}{}{start}",
                    if list.ordered { "ol" } else { "ul" }
                ));
                for item in &list.items {
                    lines.push(format!("{indent}-"));
                    push_blocks(item, depth + 1, lines);
                }
                continue;
            }
            Block::Quote(quote) => {
                lines.push(format!("{indent}quote ({})", run(&quote.citation)));
                push_blocks(&quote.body, depth + 1, lines);
                continue;
            }
            Block::Figure(entry) => format!("figure {}", figure(entry)),
            Block::Table(table) => {
                let mut text = "table".to_owned();
                for row in table.head.iter().chain(&table.body) {
                    text.push_str(" /");
                    for cell in row {
                        text.push_str(&format!(" {:?}:{}", cell.kind, run(&cell.text)));
                    }
                }
                text
            }
            Block::Code(code) => format!("code {:?} {:?}", code.language, code.text),
            Block::Divider => "divider".to_owned(),
            Block::Video(entry) => format!("video {}", video(entry)),
            Block::Audio(audio) => format!("audio {} {:?}", audio.url.as_str(), audio.title),
            other => format!("{other:?}"),
        };
        lines.push([indent.as_str(), &line].concat());
    }
}

fn figure(figure: &Figure) -> String {
    let mut text = format!("{} {:?}", figure.image.url.as_str(), figure.image.alt);
    if let Some((width, height)) = figure.image.size {
        text.push_str(&format!(" {width}x{height}"));
    }
    for candidate in &figure.image.candidates {
        text.push_str(&format!(
            ", {} {}w",
            candidate.url.as_str(),
            candidate.width
        ));
    }
    if !figure.caption.is_empty() {
        text.push_str(&format!(", caption {}", run(&figure.caption)));
    }
    if let Some(credit) = &figure.credit {
        text.push_str(&format!(", credit {credit}"));
    }
    text
}

fn video(video: &Video) -> String {
    format!(
        "{} {:?} {:?} {:?} {}",
        video.url.as_str(),
        video.title.as_deref().unwrap_or_default(),
        video
            .poster
            .as_ref()
            .map(SafeUrl::as_str)
            .unwrap_or_default(),
        video.duration.unwrap_or_default(),
        run(&video.caption)
    )
    .trim_end()
    .to_owned()
}

pub(super) fn run(inlines: &[Inline]) -> String {
    let mut text = String::new();
    for inline in inlines {
        let inner = run(children(inline));
        let shown = match inline {
            Inline::Text(letters) => letters.to_string(),
            Inline::Break => "<br>".to_owned(),
            Inline::Code(code) => format!("<code>{code}</code>"),
            Inline::Strong(_) => format!("<strong>{inner}</strong>"),
            Inline::Emphasis(_) => format!("<em>{inner}</em>"),
            Inline::Deleted(_) => format!("<del>{inner}</del>"),
            Inline::Link(link) => match &link.target {
                LinkTarget::Url { url, .. } => format!("<a {}>{inner}</a>", url.as_str()),
                LinkTarget::Fragment(name) => format!("<a #{name}>{inner}</a>"),
            },
            _ => format!("<other>{inner}</other>"),
        };
        text.push_str(&shown);
    }
    text
}
