//! The chart of readers online, drawn from what this visit has seen.

use super::super::element::element;
use super::super::language::Language;
use super::elements::said;
use crate::counter::history::History;
use crate::locale::{self, counter_words_for};
use yew::Html;

/// Points below which a line would say nothing.
const LEAST_POINTS: usize = 3;

/// The drawing's units. It is stretched to the room that there is.
const WIDTH: u32 = 300;
const HEIGHT: u32 = 60;

/// The chart, `Some(None)` while it is folded, or `None` where no number of
/// readers online is offered.
///
/// A folded chart is not on the page at all, and the button that unfolds it is
/// there from the first number on, so that a poll that brings the same number
/// changes nothing. The drawing itself says nothing to a screen reader; the
/// sentence below it says all that the drawing does. Time runs in the direction
/// of reading: the style sheet mirrors the drawing where that is from right to
/// left, as Arabic readers expect of a line of time.
pub fn draw(history: &History, unfolded: bool, language: &Language) -> Option<Option<Html>> {
    let latest = history.latest()?;
    if !unfolded {
        return Some(None);
    }
    let points = history.points(WIDTH, HEIGHT);
    let figure = element("figure key=figure class=counter-chart");
    if points.iter().flatten().count() < LEAST_POINTS {
        let soon = element("p key=soon").nest(said(counter_words_for(&language.tag).chart_soon));
        return Some(Some(figure.nest(soon).done()));
    }
    let formats = &language.formats;
    let (least, most) = (history.least()?, history.most()?);
    let (least, most) = (formats.number(least), formats.number(most));
    let span_ms = history.span_ms();
    let words = locale::fill(
        counter_words_for(&language.tag).chart_text,
        &[
            ("span", &formats.span(span_ms)),
            ("least", &least),
            ("most", &most),
            ("latest", &formats.number(latest)),
        ],
    );
    let drawing = element("svg key=drawing preserveAspectRatio=none")
        .with("viewBox", "-15 -40 3030 680")
        .nest(element("path").attribute("d", &path(&points)));
    let scale = element("p key=scale class=counter-scale")
        .nest(element("span translate=no").text(&most))
        .nest(element("span translate=no").text(&least));
    let time = element("p key=time class=counter-time")
        .nest(element("span key=from").nest(said(&formats.ago(span_ms))))
        .nest(element("span key=to").nest(said(&formats.ago(0))));
    let plot = element("div key=plot class=counter-plot aria-hidden=true")
        .nest(drawing)
        .nest(scale)
        .nest(time);
    let caption = element("figcaption key=caption").nest(said(&words));
    Some(Some(figure.nest(plot).nest(caption).done()))
}

/// The line through the points, in the language of
/// <https://www.w3.org/TR/SVG2/paths.html>; it breaks where there is a gap.
/// Nothing is filled below it: an area would be measured from zero, and the
/// drawing begins at the least number.
fn path(points: &[Option<(u32, u32)>]) -> String {
    let mut path = String::new();
    let mut is_drawing = false;
    for point in points {
        if let Some((x, y)) = *point {
            push(&mut path, if is_drawing { 'L' } else { 'M' }, x, Some(y));
            if !is_drawing {
                // A point by itself is a line of no length, whose round ends
                // make a dot of it.
                push(&mut path, 'H', x, None);
            }
        }
        is_drawing = point.is_some();
    }
    path
}

fn push(path: &mut String, command: char, first: u32, second: Option<u32>) {
    path.push(command);
    path.push_str(&first.to_string());
    if let Some(second) = second {
        path.push(' ');
        path.push_str(&second.to_string());
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(points: &[Option<(u32, u32)>], expected: &str) {
        assert_eq!(path(points), expected);
    }

    #[test]
    fn lines_and_gaps() {
        check(&[], "");
        check(
            &[Some((0, 600)), Some((1500, 0)), Some((3000, 300))],
            "M0 600H0L1500 0L3000 300",
        );
        // Nothing is drawn across a gap, and a point alone is a dot.
        check(
            &[Some((0, 1)), None, Some((5, 2)), Some((6, 3)), None, None],
            "M0 1H0M5 2H5L6 3",
        );
    }
}
