//! Lines for the person who waits: what is being done, why, and how long it may
//! take.

use std::io::IsTerminal;
use std::time::Duration;

/// Starts a step: its name, and in a second line why it is done.
pub fn heading(title: &str, detail: &str) {
    println!("\n{}", bold(&format!("==> {title}")));
    if !detail.is_empty() {
        println!("    {detail}");
    }
}

/// One line under a heading.
pub fn line(text: &str) {
    println!("    {text}");
}

/// The word an error line opens with.
pub fn failure_word() -> &'static str {
    if std::io::stderr().is_terminal() {
        "\u{1b}[1;31merror:\u{1b}[0m"
    } else {
        "error:"
    }
}

/// The text in bold where the output is a terminal.
pub fn bold(text: &str) -> String {
    if std::io::stdout().is_terminal() {
        format!("\u{1b}[1m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// A duration as a person says it: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// Lays rows out in columns. The first column is aligned left, the others right.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, &width))| {
                if column == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            })
            .collect();
        text.push_str("    ");
        text.push_str(cells.join("   ").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(milliseconds: u64, expected: &str) {
        assert_eq!(duration(Duration::from_millis(milliseconds)), expected);
    }

    #[test]
    fn durations_as_a_person_says_them() {
        check(40, "0.0 s");
        check(420, "0.4 s");
        check(9_900, "9.9 s");
        check(12_700, "12 s");
        check(60_000, "1 min 00 s");
        check(185_000, "3 min 05 s");
    }

    #[test]
    fn table_aligns_numbers_right_and_counts_characters() {
        let rows = [
            vec!["file".to_owned(), "bytes".to_owned()],
            vec!["lädt".to_owned(), "7".to_owned()],
        ];
        assert_eq!(table(&rows), "    file   bytes\n    lädt       7\n");
    }
}
