#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;

#[track_caller]
fn check_javascript(source: &str, expected: &str) {
    let stripped = strip_javascript(source).unwrap();
    assert_eq!(stripped, expected);
    assert_eq!(strip_javascript(&stripped).unwrap(), stripped);
}

#[track_caller]
fn check_css(source: &str, expected: &str) {
    let stripped = strip_css(source).unwrap();
    assert_eq!(stripped, expected);
    assert_eq!(strip_css(&stripped).unwrap(), stripped);
}

#[test]
fn javascript_loses_comment_lines_and_indentation() {
    check_javascript("", "");
    check_javascript("// a\nlet b;\n\n  // c\n", "let b;\n");
    check_javascript("/* a */\nb();\n", "b();\n");
    check_javascript(
        "/**\n * @param {x} y\n */\nfunction f() {}\n",
        "function f() {}\n",
    );
    check_javascript("f(); // why\n", "f(); // why\n");
    check_javascript("f(/* named */ 1);  \n", "f(/* named */ 1);\n");
}

#[test]
fn javascript_strings_addresses_and_patterns_stay() {
    check_javascript(
        "let a = \"https://b.c//d\";\n",
        "let a = \"https://b.c//d\";\n",
    );
    check_javascript("let a = /\\/*[/]*/;\n", "let a = /\\/*[/]*/;\n");
    check_javascript(
        "let a = '/*';\nlet b = '*/';\n",
        "let a = '/*';\nlet b = '*/';\n",
    );
}

#[test]
fn javascript_templates_keep_every_line() {
    let template = "let a = `\n// not a comment\n\n  /* nor this */  \n`;\n";
    check_javascript(template, template);
    check_javascript("  a(`b  \n  c`);\n  d();\n", "a(`b  \n  c`);\nd();\n");
    check_javascript("let a = `b`;\n// c\n", "let a = `b`;\n");
    check_javascript("let a = `\\``;\n// c\n", "let a = `\\``;\n");
}

#[test]
fn javascript_that_cannot_be_stripped_safely_is_refused() {
    assert!(strip_javascript("/* a\nb();\n").is_err());
    assert!(strip_javascript("let a = `\n").is_err());
    let error = strip_javascript("a();\n/* b */ c();\n").unwrap_err();
    assert!(error.to_string().starts_with("line 2:"), "{error}");
}

#[test]
fn css_loses_comments_and_indentation() {
    check_css("", "");
    check_css("/* a */\n", "");
    check_css(
        "a {\n  b: c; /* d */\n\n  e: f;\n}\n",
        "a {\nb: c;\ne: f;\n}\n",
    );
    check_css("a{b:c}", "a{b:c}\n");
    check_css("/* a\n * b */c{}\r\n", "c{}\n");
    check_css("a { b: c  d; }\n", "a { b: c  d; }\n");
}

#[test]
fn css_strings_and_addresses_stay() {
    check_css("a{content:\"/* b */\"}\n", "a{content:\"/* b */\"}\n");
    check_css("a{content:'\\'/*'}/* b */\n", "a{content:'\\'/*'}\n");
    check_css("a{b:url(https://c/*d*/e)}\n", "a{b:url(https://c/*d*/e)}\n");
    check_css("a{b:URL( \"c/*d*/\" )/*e*/}\n", "a{b:URL( \"c/*d*/\" )}\n");
    check_css(".a\\\"b{}/* c */\n", ".a\\\"b{}\n");
    check_css("a{content:\"x\\\n  y\"}\n", "a{content:\"x\\\n  y\"}\n");
}

#[test]
fn css_names_never_run_together() {
    check_css("@media a and/**/(b){}\n", "@media a and (b){}\n");
    check_css("a/**/b{}\n", "a b{}\n");
    check_css("a/**/.b{}\n", "a.b{}\n");
    check_css("a /* b */ c{}\n", "a  c{}\n");
}

#[test]
fn css_that_does_not_end_is_refused() {
    assert!(strip_css("a{} /* b").is_err());
    assert!(strip_css("a{content:\"b\n}").is_err());
    assert!(strip_css("a{b:url(c").is_err());
}
