//! HTML inside article JSON, which counts towards the same limit.

use super::super::model::{Block, Cell, Inline};
use super::super::runs::children;
use super::reader::Reader;

impl Reader<'_> {
    /// The blocks of a piece of HTML, as long as there is room for them: one
    /// piece has a limit of its own, and there may be a great many pieces.
    #[inline(never)]
    pub(super) fn read_html(&mut self, html: &str) -> Vec<Block> {
        let mut blocks = self.html.read(html, &mut self.warnings);
        let mut kept = 0;
        while let Some(block) = blocks.get(kept)
            && self.count_nodes(count_blocks(std::slice::from_ref(block)))
        {
            kept += 1;
        }
        blocks.truncate(kept);
        blocks
    }
}

fn count_blocks(blocks: &[Block]) -> usize {
    let mut count = blocks.len();
    for block in blocks {
        match block {
            Block::Paragraph(text) => count += count_inlines(text),
            Block::Heading(heading) => count += count_inlines(&heading.text),
            Block::List(list) => {
                for item in &list.items {
                    count += count_blocks(item);
                }
            }
            Block::Quote(quote) => {
                count += count_blocks(&quote.body) + count_inlines(&quote.citation);
            }
            Block::Figure(figure) => count += count_inlines(&figure.caption),
            Block::Gallery(gallery) => {
                for figure in &gallery.figures {
                    count += 1 + count_inlines(&figure.caption);
                }
            }
            Block::Table(table) => {
                count += count_rows(&table.head) + count_rows(&table.body);
            }
            Block::Note(note) => count += count_blocks(&note.body),
            Block::Definitions(groups) => {
                for group in groups {
                    for term in &group.terms {
                        count += 1 + count_inlines(term);
                    }
                    for meaning in &group.details {
                        count += count_blocks(meaning);
                    }
                }
            }
            Block::Details(details) => {
                count += count_blocks(&details.body) + count_inlines(&details.summary);
            }
            Block::Code(_) | Block::Divider | Block::Video(_) | Block::Audio(_) => {}
        }
    }
    count
}

fn count_rows(rows: &[Vec<Cell>]) -> usize {
    let mut count = rows.len();
    for row in rows {
        for cell in row {
            count += 1 + count_inlines(&cell.text);
        }
    }
    count
}

fn count_inlines(inlines: &[Inline]) -> usize {
    let mut count = inlines.len();
    for inline in inlines {
        count += count_inlines(children(inline));
        if let Inline::Ruby { annotation, .. } = inline {
            count += count_inlines(annotation);
        }
    }
    count
}
