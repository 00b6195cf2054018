//! Blocks as HTML text, the way the view builds them as elements: for tests
//! that read their own output again. Nothing else writes HTML.

use super::super::model::{
    Alignment, Block, Cell, CellKind, Direction, Figure, Image, Inline, LinkTarget, Video,
};
use super::super::url::SafeUrl;

/// The HTML of blocks. What is read back from it is the same again.
pub fn html_of(blocks: &[Block]) -> String {
    let mut html = String::new();
    for block in blocks {
        push_block(block, &mut html);
    }
    html
}

fn push_block(block: &Block, html: &mut String) {
    match block {
        Block::Paragraph(text) => wrapped("p", text, html),
        Block::Heading(heading) => {
            let name = format!("h{}", heading.level);
            open(&name, &[("id", heading.id.as_deref())], html);
            push_run(&heading.text, html);
            close(&name, html);
        }
        Block::List(list) => {
            let name = if list.ordered { "ol" } else { "ul" };
            let start = list.start.map(|start| start.to_string());
            let reversed = list.reversed.then_some("");
            open(
                name,
                &[("start", start.as_deref()), ("reversed", reversed)],
                html,
            );
            for item in &list.items {
                html.push_str("<li>");
                html.push_str(&html_of(item));
                close("li", html);
            }
            close(name, html);
        }
        Block::Quote(quote) => {
            html.push_str("<figure class=\"quote\"><blockquote>");
            html.push_str(&html_of(&quote.body));
            close("blockquote", html);
            caption(&quote.citation, None, html);
        }
        Block::Figure(figure) => push_figure(figure, html),
        Block::Gallery(gallery) => {
            let columns = gallery
                .columns
                .map(|columns| format!("gallery columns-{columns}"));
            let class = columns.as_deref().unwrap_or("gallery");
            open("figure", &[("class", Some(class))], html);
            html.push_str("<div>");
            for figure in &gallery.figures {
                push_figure(figure, html);
            }
            close("div", html);
            caption(&gallery.caption, None, html);
        }
        Block::Table(table) => {
            html.push_str("<table>");
            if !table.caption.is_empty() {
                wrapped("caption", &table.caption, html);
            }
            push_rows("thead", &table.head, html);
            push_rows("tbody", &table.body, html);
            close("table", html);
        }
        Block::Code(code) => {
            let language = code.language.as_deref();
            open("pre", &[("data-language", language)], html);
            // The parser drops a first line break.
            html.push_str("\n<code>");
            escape(&code.text, html);
            html.push_str("</code></pre>");
        }
        Block::Divider => html.push_str("<hr>"),
        Block::Note(note) => {
            open(
                "aside",
                &[("role", Some("doc-footnote")), ("id", Some(&note.id))],
                html,
            );
            if let Some(label) = &note.label {
                html.push_str("<a role=\"doc-backlink\" href=\"#text\">");
                escape(label, html);
                close("a", html);
            }
            html.push_str(&html_of(&note.body));
            close("aside", html);
        }
        Block::Video(video) => push_video(video, html),
        Block::Audio(audio) => {
            html.push_str("<figure>");
            let title = audio.title.as_deref();
            open(
                "audio",
                &[("src", Some(audio.url.as_str())), ("title", title)],
                html,
            );
            close("audio", html);
            caption(&audio.caption, None, html);
        }
        Block::Definitions(groups) => {
            html.push_str("<dl>");
            for group in groups {
                for term in &group.terms {
                    wrapped("dt", term, html);
                }
                for meaning in &group.details {
                    html.push_str("<dd>");
                    html.push_str(&html_of(meaning));
                    close("dd", html);
                }
            }
            close("dl", html);
        }
        Block::Details(details) => {
            open("details", &[("open", details.is_open.then_some(""))], html);
            if !details.summary.is_empty() {
                wrapped("summary", &details.summary, html);
            }
            html.push_str(&html_of(&details.body));
            close("details", html);
        }
    }
}

fn push_video(video: &Video, html: &mut String) {
    html.push_str("<figure>");
    let size = video.size.unzip();
    let (width, height) = (number(size.0), number(size.1));
    let has_sources = video.mime.is_some() || !video.sources.is_empty();
    open(
        "video",
        &[
            ("src", (!has_sources).then_some(video.url.as_str())),
            ("title", video.title.as_deref()),
            ("poster", video.poster.as_ref().map(|url| url.as_str())),
            ("width", width.as_deref()),
            ("height", height.as_deref()),
        ],
        html,
    );
    if has_sources {
        push_source(&video.url, video.mime.as_deref(), html);
        for source in &video.sources {
            push_source(&source.url, source.mime.as_deref(), html);
        }
    }
    for track in &video.tracks {
        let kind = format!("{:?}", track.kind).to_lowercase();
        open(
            "track",
            &[
                ("src", Some(track.url.as_str())),
                ("kind", Some(&kind)),
                ("srclang", track.lang.as_deref()),
                ("label", track.label.as_deref()),
                ("default", track.default.then_some("")),
            ],
            html,
        );
    }
    close("video", html);
    caption(&video.caption, None, html);
}

fn push_source(url: &SafeUrl, mime: Option<&str>, html: &mut String) {
    open(
        "source",
        &[("src", Some(url.as_str())), ("type", mime)],
        html,
    );
}

fn push_figure(figure: &Figure, html: &mut String) {
    html.push_str("<figure>");
    if let Some(target) = &figure.target {
        open_link(target, html);
    }
    push_image(&figure.image, html);
    if figure.target.is_some() {
        close("a", html);
    }
    caption(&figure.caption, figure.credit.as_deref(), html);
}

/// The caption and the end of the figure.
fn caption(text: &[Inline], credit: Option<&str>, html: &mut String) {
    if !text.is_empty() || credit.is_some() {
        html.push_str("<figcaption>");
        push_run(text, html);
        if let Some(credit) = credit {
            html.push_str(" <span class=\"credit\">");
            escape(credit, html);
            close("span", html);
        }
        close("figcaption", html);
    }
    close("figure", html);
}

fn push_rows(name: &str, rows: &[Vec<Cell>], html: &mut String) {
    if rows.is_empty() {
        return;
    }
    open(name, &[], html);
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            let (name, scope) = match cell.kind {
                CellKind::Data => ("td", None),
                CellKind::ColumnHeader => ("th", Some("col")),
                CellKind::RowHeader => ("th", Some("row")),
            };
            let columns = number(Some(cell.column_span).filter(|span| *span > 1));
            let rows = number(Some(cell.row_span).filter(|span| *span > 1));
            open(
                name,
                &[
                    ("scope", scope),
                    ("colspan", columns.as_deref()),
                    ("rowspan", rows.as_deref()),
                    ("align", cell.align.map(Alignment::as_attribute)),
                ],
                html,
            );
            push_run(&cell.text, html);
            close(name, html);
        }
        close("tr", html);
    }
    close(name, html);
}

fn push_image(image: &Image, html: &mut String) {
    let mut set = String::new();
    for candidate in &image.candidates {
        set.push_str(&format!(
            "{} {}w, ",
            candidate.url.as_str(),
            candidate.width
        ));
    }
    let size = image.size.unzip();
    let (width, height) = (number(size.0), number(size.1));
    open(
        "img",
        &[
            ("alt", Some(&image.alt)),
            ("width", width.as_deref()),
            ("height", height.as_deref()),
            ("srcset", (!set.is_empty()).then_some(&set)),
            ("src", Some(image.url.as_str())),
        ],
        html,
    );
}

fn push_run(run: &[Inline], html: &mut String) {
    for inline in run {
        match inline {
            Inline::Text(letters) => escape(letters, html),
            Inline::Break => html.push_str("<br>"),
            Inline::Code(code) => {
                html.push_str("<code>");
                escape(code, html);
                close("code", html);
            }
            Inline::Image(image) => push_image(image, html),
            Inline::NoteReference { id, label } => {
                html.push_str("<a role=\"doc-noteref\" href=\"#");
                push_fragment(id, html);
                html.push_str("\">");
                escape(label.as_deref().unwrap_or_default(), html);
                close("a", html);
            }
            Inline::Ruby { text, annotation } => {
                html.push_str("<ruby>");
                push_run(text, html);
                wrapped("rt", annotation, html);
                close("ruby", html);
            }
            Inline::Link(link) => {
                open_link(&link.target, html);
                push_run(&link.text, html);
                close("a", html);
            }
            Inline::Strong(text) => wrapped("strong", text, html),
            Inline::Emphasis(text) => wrapped("em", text, html),
            Inline::Subscript(text) => wrapped("sub", text, html),
            Inline::Superscript(text) => wrapped("sup", text, html),
            Inline::Mark(text) => wrapped("mark", text, html),
            Inline::Small(text) => wrapped("small", text, html),
            Inline::Deleted(text) => wrapped("del", text, html),
            Inline::Inserted(text) => wrapped("ins", text, html),
            Inline::Abbreviation { title, text } => {
                open("abbr", &[("title", Some(title))], html);
                push_run(text, html);
                close("abbr", html);
            }
            Inline::Time { datetime, text } => {
                open("time", &[("datetime", Some(datetime))], html);
                push_run(text, html);
                close("time", html);
            }
            Inline::Span { lang, dir, text } => {
                let dir = dir.map(Direction::as_attribute);
                open("span", &[("lang", lang.as_deref()), ("dir", dir)], html);
                push_run(text, html);
                close("span", html);
            }
        }
    }
}

fn wrapped(name: &str, text: &[Inline], html: &mut String) {
    open(name, &[], html);
    push_run(text, html);
    close(name, html);
}

fn open_link(target: &LinkTarget, html: &mut String) {
    match target {
        LinkTarget::Url { url, .. } => open("a", &[("href", Some(url.as_str()))], html),
        LinkTarget::Fragment(fragment) => {
            html.push_str("<a href=\"#");
            push_fragment(fragment, html);
            html.push_str("\">");
        }
    }
}

fn push_fragment(fragment: &str, html: &mut String) {
    for byte in fragment.bytes() {
        html.push_str(&format!("%{byte:02X}"));
    }
}

fn open(name: &str, attributes: &[(&str, Option<&str>)], html: &mut String) {
    html.push('<');
    html.push_str(name);
    for (name, value) in attributes {
        if let Some(value) = value {
            html.push(' ');
            html.push_str(name);
            html.push_str("=\"");
            escape(value, html);
            html.push('"');
        }
    }
    html.push('>');
}

fn close(name: &str, html: &mut String) {
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // A parser reads a bare one as a line feed.
            '\r' => html.push_str("&#13;"),
            other => html.push(other),
        }
    }
}

fn number(value: Option<u32>) -> Option<String> {
    value.map(|number| number.to_string())
}
