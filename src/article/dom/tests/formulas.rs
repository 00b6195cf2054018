//! Formulas, which become letters.

use super::cms::{around, check_article};
use super::*;

#[test]
fn formulas_keep_their_meaning() {
    #[track_caller]
    fn check(math: &str, expected: &str) {
        let (article, _) = read_article(
            &html_root(&around(&format!("x <math>{math}</math>"))),
            &CONTEXT,
        )
        .unwrap();
        let [Block::Paragraph(run)] = &article.body[..] else {
            panic!("{:?}", article.body);
        };
        assert_eq!(
            crate::article::plain_text(run),
            format!("x {expected}"),
            "{math}"
        );
    }
    let sum = "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>";
    check(
        &format!("<mfrac>{sum}<mrow><mi>n</mi><mo>-</mo><mn>1</mn></mrow></mfrac>"),
        "(a+b)/(n-1)",
    );
    check("<mfrac><mn>1</mn><mrow><mi>n</mi></mrow></mfrac>", "1/n");
    check(
        &format!("<mfrac><mfrac><mn>1</mn><mn>2</mn></mfrac>{sum}</mfrac>"),
        "(1/2)/(a+b)",
    );
    check("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x+1)");
    check("<msqrt><mi>x</mi></msqrt>", "√x");
    check("<mroot><mi>x</mi><mn>3</mn></mroot>", "∛x");
    check(&format!("<mroot>{sum}<mi>n</mi></mroot>"), "n√(a+b)");
    check(&format!("<msup>{sum}<mn>2</mn></msup>"), "(a+b)2");
    check(
        "<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>",
        "(a+b)2",
    );
    // The first parenthesis is not the one that the last one closes.
    let two = "<mo>(</mo><mi>a</mi><mo>)</mo><mo>+</mo><mo>(</mo><mi>b</mi><mo>)</mo>";
    let row = format!("<mrow>{two}</mrow>");
    check(&format!("<mfrac>{row}<mn>2</mn></mfrac>"), "((a)+(b))/2");
    check(&format!("<msqrt>{two}</msqrt>"), "√((a)+(b))");
    check(
        &format!("<mfrac><mn>1</mn><mrow><mo>(</mo>{two}<mo>)</mo></mrow></mfrac>"),
        "1/((a)+(b))",
    );
    check(
        &format!("<mroot><mi>x</mi><mrow>{row}</mrow></mroot>"),
        "(a)+(b)√x",
    );
}

/// Each of them would be slow if a formula looked through all beside it or in it.
#[test]
fn many_and_deep_formulas() {
    let shown = "<span class=katex-html>a</span>".repeat(30_000);
    check_article(
        &around(&shown),
        &format!("title: a\n--\np {}\n--", "a".repeat(30_000)),
    );
    let long = "(a".repeat(300_000);
    let deep = format!(
        "<math>{}<mi>{long}</mi>{}</math>",
        "<msqrt><mo>(</mo>".repeat(95),
        "</msqrt>".repeat(95)
    );
    check_article(
        &around(&deep),
        &format!(
            "title: a\n--\np {}{long}{}\n--",
            "√((".repeat(95),
            ")".repeat(95)
        ),
    );
}

#[test]
fn katex_writes_each_formula_twice() {
    let shown = "<span class=katex-html aria-hidden=true><span class=base>E=mc2</span></span>";
    let math = "<span class=katex-mathml><math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>\
        <annotation encoding='application/x-tex'>E=mc^2</annotation></semantics></math></span>";
    check_article(
        &around(&format!("b <span class=katex>{math}{shown}</span> c")),
        "title: a\n--\np b E=mc2 c\n--",
    );
    // Some pages have the one form alone.
    check_article(
        &around(&format!("b <span class=katex>{shown}</span> c")),
        "title: a\n--\np b E=mc2 c\n--",
    );
}
