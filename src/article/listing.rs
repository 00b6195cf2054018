//! An article as lines that a test can hold against a file.

use super::date::Timestamp;
use super::model::{Article, Block, Direction, Figure, Inline, LinkTarget};
use super::runs::children;
use super::warning::Warning;

/// Every part of an article and every warning, one line each.
pub(crate) fn outline(article: &Article, warnings: &[Warning]) -> String {
    let mut lines = Vec::new();
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("{name}: {text}"));
        }
    };
    line("title", article.title.clone());
    line(
        "rest",
        article
            .rest
            .map(|rest| format!("{rest:?}"))
            .unwrap_or_default(),
    );
    line("kicker", article.kicker.clone().unwrap_or_default());
    line("lang", article.lang.clone().unwrap_or_default());
    line(
        "dir",
        article.dir.map_or("", Direction::as_attribute).to_owned(),
    );
    line(
        "url",
        article
            .url
            .as_ref()
            .map_or("", |url| url.as_str())
            .to_owned(),
    );
    line(
        "published",
        article.published.as_ref().map(date).unwrap_or_default(),
    );
    line(
        "modified",
        article.modified.as_ref().map(date).unwrap_or_default(),
    );
    line(
        "views",
        article
            .views
            .map(|views| views.to_string())
            .unwrap_or_default(),
    );
    for author in &article.authors {
        let mut text = author.name.clone();
        for role in &author.role {
            text.push_str(&format!(" / {role}"));
        }
        if let Some(url) = &author.url {
            text.push_str(&format!(" <{}>", url.as_str()));
        }
        line("author", text);
    }
    line("lead", run(&article.lead));
    line(
        "image",
        article.image.as_ref().map(figure).unwrap_or_default(),
    );
    for video in &article.video {
        line("video", format!("{} {:?}", video.url.as_str(), video.title));
    }
    line("tags", article.tags.join(", "));
    lines.push("--".to_owned());
    blocks(&article.body, "", &mut lines);
    lines.push("--".to_owned());
    for warning in warnings {
        lines.push(format!("! {warning}"));
    }
    lines.join("\n")
}

fn date(timestamp: &Timestamp) -> String {
    match timestamp {
        Timestamp::AsWritten(text) => format!("{text:?}"),
        known => known.machine_form().unwrap_or_default(),
    }
}

fn figure(figure: &Figure) -> String {
    let mut text = format!("{} {:?}", figure.image.url.as_str(), figure.image.alt);
    if let Some((width, height)) = figure.image.size {
        text.push_str(&format!(" {width}x{height}"));
    }
    text = with_caption(text, &figure.caption);
    if let Some(credit) = &figure.credit {
        text.push_str(&format!(" | (c) {credit}"));
    }
    text
}

fn with_caption(text: String, caption: &[Inline]) -> String {
    match caption {
        [] => text,
        caption => format!("{text} | {}", run(caption)),
    }
}

fn blocks(list: &[Block], indent: &str, lines: &mut Vec<String>) {
    let deeper = format!("{indent}  ");
    for block in list {
        let text = match block {
            Block::Paragraph(text) => format!("p {}", run(text)),
            Block::Heading(heading) => format!("h{} {}", heading.level, run(&heading.text)),
            Block::Figure(inner) => format!("figure {}", figure(inner)),
            Block::Gallery(gallery) => format!("gallery {}", gallery.figures.len()),
            Block::List(list) => {
                lines.push(format!("{indent}list {}", list.ordered));
                for item in &list.items {
                    blocks(item, &deeper, lines);
                }
                continue;
            }
            Block::Quote(quote) => {
                lines.push(format!("{indent}quote {}", run(&quote.citation)));
                blocks(&quote.body, &deeper, lines);
                continue;
            }
            Block::Table(table) => {
                lines.push(format!("{indent}table {}", run(&table.caption)));
                for row in table.head.iter().chain(&table.body) {
                    let cells: Vec<String> = row.iter().map(|cell| run(&cell.text)).collect();
                    lines.push(format!("{deeper}{}", cells.join(" | ")));
                }
                continue;
            }
            Block::Code(code) => format!("code {:?}", code.text),
            Block::Divider => "divider".to_owned(),
            Block::Video(video) => {
                let known = format!("video {} {:?}", video.url.as_str(), video.title);
                with_caption(known, &video.caption)
            }
            Block::Audio(audio) => {
                let known = format!("audio {} {:?}", audio.url.as_str(), audio.title);
                with_caption(known, &audio.caption)
            }
            other => format!("{other:?}"),
        };
        lines.push(format!("{indent}{text}"));
    }
}

fn run(text: &[Inline]) -> String {
    let mut line = String::new();
    for inline in text {
        let inside = run(children(inline));
        line.push_str(&match inline {
            Inline::Text(letters) => letters.to_string(),
            Inline::Break => "/".to_owned(),
            Inline::Strong(_) => format!("*{inside}*"),
            Inline::Emphasis(_) => format!("_{inside}_"),
            Inline::Link(link) => match &link.target {
                LinkTarget::Url { url, same_site } => {
                    let site = if *same_site { "own " } else { "" };
                    format!("[{inside}]({site}{})", url.as_str())
                }
                LinkTarget::Fragment(name) => format!("[{inside}](#{name})"),
            },
            _ => inside,
        });
    }
    line
}
