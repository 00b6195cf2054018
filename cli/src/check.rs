//! What a reader would say of a file.

use readerly::article::{Article, Warning};

use crate::source::Source;

/// What was read, what is wrong with it, and what would help.
pub fn report(source: &Source, article: &Article, warnings: &[Warning]) -> String {
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    };
    let title = match &*article.title {
        "" => "no title".to_owned(),
        title => format!("{title:?}"),
    };
    let mut report = format!(
        "{}: {title}, {}, {}\n",
        source.name,
        count(article.body.len(), "block"),
        count(warnings.len(), "warning"),
    );
    for warning in warnings {
        report.push_str(&format!("  {warning}\n"));
    }
    let module = (!source.is_read_at_once()).then_some(
        "visitors download a further module to read this; the article JSON that readerly read makes of it needs none",
    );
    for advice in [source.advice(warnings), module].into_iter().flatten() {
        report.push_str(&format!("{}: {advice}\n", source.name));
    }
    report
}
