//! Real articles: what of them is still there once they are blocks.
//!
//! Each is walked twice: by the walk under test, and by a plain one here that
//! knows nothing of it.

use super::*;
use crate::article::native::{html_body, html_of};
use crate::article::testing::corpus::{article_bodies, attacks};
use std::collections::HashMap;

/// What has to be accounted for, beside the words.
#[derive(Debug, Default)]
struct Tally {
    words: Vec<String>,
    images: usize,
    links: Vec<String>,
    items: usize,
    cells: usize,
}

#[test]
fn real_articles_keep_what_they_say() {
    let mut problems = Vec::new();
    for (name, html) in article_bodies() {
        let source = tally_source(html_body(&html).root());
        let mut warnings = Warnings::new();
        let blocks = read_blocks(html_body(&html).root(), &CONTEXT, &mut warnings);
        let mut model = Tally::default();
        let mut text = String::new();
        tally_blocks(&blocks, &mut model, &mut text);
        model.words = words(&text);
        let lines = warnings.finish();
        let lines: Vec<&str> = lines.iter().map(Warning::as_str).collect();

        let lost = lost_words(&source.words, &model.words);
        let share = 100.0 - 100.0 * lost.len() as f64 / source.words.len().max(1) as f64;
        let links = source.links.len() - shared(&source.links, &model.links);
        let counts = [
            (
                "image",
                source.images,
                source.images.saturating_sub(model.images),
                "picture drawing",
            ),
            ("link", source.links.len(), links, "link address"),
            (
                "list item",
                source.items,
                source.items.saturating_sub(model.items),
                "item",
            ),
            (
                "table cell",
                source.cells,
                source.cells.saturating_sub(model.cells),
                "cell",
            ),
        ];
        eprintln!(
            "{name}: {share:.2} % of {} words; lost {lost:?}",
            source.words.len()
        );
        if share < 99.0 {
            problems.push(format!("{name}: {share:.2} % of the words"));
        }
        for (what, all, lost, words) in counts {
            let named = named(&lines, words);
            if lost > 0 {
                eprintln!("    {what}: {lost} of {all} not kept, {named} named");
            }
            if lost > named {
                problems.push(format!(
                    "{name}: {lost} of {all} {what}s lost, {named} named"
                ));
            }
        }
        for line in &lines {
            eprintln!("    {line}");
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn real_articles_read_again_are_the_same() {
    for (name, html) in article_bodies() {
        assert_stable(&name, &html);
    }
}

/// A quote is two elements when it is written out, so quotes inside quotes come
/// to the limit of depth twice as soon.
const DEEPER_WHEN_WRITTEN: &str = "deep: 300 quotes around a handler";

#[test]
fn attacks_read_again_are_the_same() {
    for (name, html) in attacks() {
        if name != DEEPER_WHEN_WRITTEN {
            assert_stable(&name, &html);
        }
    }
}

/// Blocks written as HTML and read again are the same blocks, without a warning.
#[track_caller]
pub(super) fn assert_stable(name: &str, html: &str) {
    let mut warnings = Warnings::new();
    let blocks = read_blocks(html_body(html).root(), &CONTEXT, &mut warnings);
    let written = html_of(&blocks);
    let mut warnings = Warnings::new();
    let again = read_blocks(html_body(&written).root(), &CONTEXT, &mut warnings);
    for (one, other) in blocks.iter().zip(&again) {
        assert_eq!(one, other, "{name}\n{html}\n{written}");
    }
    assert_eq!(blocks.len(), again.len(), "{name}\n{html}\n{written}");
}

/// How many losses the warnings name: each begins with its number, or names one.
fn named(warnings: &[&str], words: &str) -> usize {
    let mut count = 0;
    for warning in warnings {
        let problem = warning.rsplit_once(": ").unwrap().1;
        if words.split(' ').any(|word| problem.contains(word)) {
            let digits = problem.split(' ').next().unwrap();
            count += digits.parse().unwrap_or(1);
        }
    }
    count
}

fn tally_source(root: Node<'_>) -> Tally {
    let mut tally = Tally::default();
    let mut text = String::new();
    walk(root, &mut tally, &mut text);
    tally.words = words(&text);
    tally
}

fn walk(parent: Node<'_>, tally: &mut Tally, text: &mut String) {
    // What stands under a table is shown above it, as its caption.
    let caption = caption_below(parent);
    if let Some(caption) = caption {
        walk(caption, tally, text);
    }
    for node in parent.children() {
        if caption.is_some() && node.name() == "figcaption" {
            continue;
        }
        if let Some(letters) = node.letters() {
            text.push_str(letters);
            continue;
        }
        let name = node.name();
        let is_unseen = [
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "video",
            "audio",
            "svg",
            "canvas",
            "select",
            "textarea",
            "head",
            "title",
            "rp",
            "annotation",
        ];
        // The reader makes a list of contents itself; these are Wikipedia's and
        // Jekyll's. Of a card it shows the words, and of a wiki no tools.
        let is_contents = matches!(node.attribute(Attribute::Id), Some("toc" | "markdown-toc"));
        let is_of_card = node.attribute(Attribute::Class).is_some_and(|class| {
            matches!(
                class,
                "kg-bookmark-thumbnail" | "kg-bookmark-icon" | "mw-editsection"
            )
        });
        if is_unseen.contains(&name)
            || node.attribute(Attribute::Hidden).is_some()
            || is_contents
            || is_of_card
        {
            continue;
        }
        let is_inline = [
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i",
            "ins", "kbd", "mark", "q", "rb", "rt", "ruby", "s", "samp", "small", "span", "strong",
            "sub", "sup", "time", "tt", "u", "var", "wbr",
        ];
        let is_block = !is_inline.contains(&name);
        if is_block {
            text.push(' ');
        }
        let start = text.len();
        let images = tally.images;
        walk(node, tally, text);
        let is_seen =
            tally.images > images || text[start..].contains(|letter: char| !letter.is_whitespace());
        match name {
            "img" => tally.images += 1,
            "li" if is_seen => tally.items += 1,
            "td" | "th" if is_seen => tally.cells += 1,
            "a" => tally
                .links
                .extend(node.attribute(Attribute::Href).map(|href| {
                    address(
                        &CONTEXT
                            .urls
                            .parse(href, Some(BASE))
                            .map_or(href.to_owned(), |url| url.href),
                    )
                })),
            _ => {}
        }
        if is_block {
            text.push(' ');
        }
    }
}

/// The caption of a figure that holds one table and nothing else.
fn caption_below(parent: Node<'_>) -> Option<Node<'_>> {
    let mut children = parent.children();
    let (first, next) = (children.next()?, children.next()?);
    (first.name() == "table" && next.name() == "figcaption").then_some(next)
}

/// Links to places in the article are alike: what they lead to has names of its own.
fn address(url: &str) -> String {
    if url.starts_with(BASE) && url.contains('#') {
        return "#".to_owned();
    }
    url.to_owned()
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        if !word.is_empty() {
            words.push(word.to_owned());
        }
    }
    words
}

fn tally_blocks(blocks: &[Block], tally: &mut Tally, text: &mut String) {
    for block in blocks {
        text.push(' ');
        match block {
            Block::Paragraph(run) => tally_run(run, tally, text),
            Block::Heading(heading) => tally_run(&heading.text, tally, text),
            Block::List(list) => {
                tally.items += list.items.len();
                for item in &list.items {
                    tally_blocks(item, tally, text);
                }
            }
            Block::Quote(quote) => {
                tally_blocks(&quote.body, tally, text);
                text.push(' ');
                tally_run(&quote.citation, tally, text);
            }
            Block::Figure(figure) => tally_figure(figure, tally, text),
            Block::Gallery(gallery) => {
                for figure in &gallery.figures {
                    tally_figure(figure, tally, text);
                }
                text.push(' ');
                tally_run(&gallery.caption, tally, text);
            }
            Block::Table(table) => {
                tally_run(&table.caption, tally, text);
                for cell in table.head.iter().chain(&table.body).flatten() {
                    tally.cells += usize::from(!cell.text.is_empty());
                    text.push(' ');
                    tally_run(&cell.text, tally, text);
                }
            }
            Block::Code(code) => text.push_str(&code.text),
            Block::Divider => {}
            Block::Note(note) => {
                // The reader makes its own way back, and a list of the notes.
                tally.links.push("#".to_owned());
                tally.items += 1;
                text.push_str(note.label.as_deref().unwrap_or_default());
                tally_blocks(&note.body, tally, text);
            }
            Block::Video(video) => tally_run(&video.caption, tally, text),
            Block::Audio(audio) => tally_run(&audio.caption, tally, text),
            Block::Definitions(groups) => {
                for group in groups {
                    for term in &group.terms {
                        text.push(' ');
                        tally_run(term, tally, text);
                    }
                    for meaning in &group.details {
                        tally_blocks(meaning, tally, text);
                    }
                }
            }
            Block::Details(details) => {
                tally_run(&details.summary, tally, text);
                tally_blocks(&details.body, tally, text);
            }
        }
        text.push(' ');
    }
}

fn tally_figure(figure: &Figure, tally: &mut Tally, text: &mut String) {
    tally.images += 1;
    tally_target(figure.target.as_ref(), tally);
    text.push(' ');
    tally_run(&figure.caption, tally, text);
    text.push(' ');
    text.push_str(figure.credit.as_deref().unwrap_or_default());
}

fn tally_target(target: Option<&LinkTarget>, tally: &mut Tally) {
    match target {
        Some(LinkTarget::Url { url, .. }) => tally.links.push(url.as_str().to_owned()),
        Some(LinkTarget::Fragment(_)) => tally.links.push("#".to_owned()),
        None => {}
    }
}

fn tally_run(run: &[Inline], tally: &mut Tally, text: &mut String) {
    for inline in run {
        match inline {
            Inline::Text(letters) => text.push_str(letters),
            Inline::Code(code) => text.push_str(code),
            Inline::Break => text.push(' '),
            Inline::Image(_) => tally.images += 1,
            Inline::NoteReference { label, .. } => {
                tally.links.push("#".to_owned());
                text.push_str(label.as_deref().unwrap_or_default());
            }
            Inline::Ruby { annotation, .. } => {
                tally_run(crate::article::runs::children(inline), tally, text);
                tally_run(annotation, tally, text);
            }
            Inline::Link(link) => {
                tally_target(Some(&link.target), tally);
                tally_run(&link.text, tally, text);
            }
            other => tally_run(crate::article::runs::children(other), tally, text),
        }
    }
}

/// How many of `source` are in `model`, each as often.
fn shared(source: &[String], model: &[String]) -> usize {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for link in model {
        *left.entry(link).or_default() += 1;
    }
    let mut count = 0;
    for link in source {
        if let Some(more) = left.get_mut(link.as_str())
            && *more > 0
        {
            *more -= 1;
            count += 1;
        }
    }
    count
}

/// The words of `source` that are not in `model` in the same order: the rest of
/// a longest common subsequence, by Myers' algorithm.
fn lost_words(source: &[String], model: &[String]) -> Vec<String> {
    let limit = source.len() + model.len();
    let place = |diagonal: isize| (diagonal + limit as isize + 1) as usize;
    let mut furthest = vec![0_usize; 2 * limit + 3];
    let mut history = Vec::new();
    let reached = 'search: {
        for distance in 0..=limit as isize {
            let from = place(-distance) - 1;
            history.push((from, furthest[from..=place(distance) + 1].to_vec()));
            for diagonal in (-distance..=distance).step_by(2) {
                let is_down = diagonal == -distance
                    || (diagonal != distance
                        && furthest[place(diagonal - 1)] < furthest[place(diagonal + 1)]);
                let mut x = if is_down {
                    furthest[place(diagonal + 1)]
                } else {
                    furthest[place(diagonal - 1)] + 1
                };
                let mut y = (x as isize - diagonal) as usize;
                while x < source.len() && y < model.len() && source[x] == model[y] {
                    x += 1;
                    y += 1;
                }
                furthest[place(diagonal)] = x;
                if x >= source.len() && y >= model.len() {
                    break 'search distance;
                }
            }
        }
        limit as isize
    };
    let mut lost = Vec::new();
    let (mut x, mut y) = (source.len(), model.len());
    for distance in (1..=reached).rev() {
        let (from, furthest) = &history[distance as usize];
        let at = |diagonal: isize| furthest[place(diagonal) - from];
        let diagonal = x as isize - y as isize;
        let is_down =
            diagonal == -distance || (diagonal != distance && at(diagonal - 1) < at(diagonal + 1));
        if is_down {
            x = at(diagonal + 1);
            y = (x as isize - diagonal - 1) as usize;
        } else {
            x = at(diagonal - 1);
            y = (x as isize - diagonal + 1) as usize;
            lost.push(source[x].clone());
        }
    }
    lost.reverse();
    lost
}

#[test]
fn the_measure_sees_what_is_lost() {
    let words = |text: &str| words(text);
    let lost = lost_words(&words("a b c d e f"), &words("a x c e d f"));
    assert_eq!(lost.len(), 2, "{lost:?}");
    assert!(lost.contains(&"b".to_owned()));
    assert_eq!(lost_words(&words("a b"), &words("a b")), [""; 0]);
    assert_eq!(lost_words(&words("a b"), &words("")), ["a", "b"]);
    assert_eq!(
        named(&["article: 3 link(s) were", "x: link", "y: cell"], "link"),
        4
    );
}
