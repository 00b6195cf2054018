//! What a browser would write of a tree is read back as that tree.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::builder::{CLOSE, CUT, FIRST_NAME, LETTERS};
use super::*;
use crate::article::dom::{ATTRIBUTES, Context, read_article};
use crate::article::native::{NativeUrls, html_document, html_root};
use crate::article::source::read_page;
use std::collections::HashMap;

/// As `src/browser/walk.js` does it.
fn written(root: Node<'_>) -> (Vec<i32>, String) {
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    let mut names = HashMap::new();
    write(root, &mut names, &mut numbers, &mut texts);
    // The root stays open.
    numbers.pop();
    (numbers, texts.join("\0"))
}

fn write(
    node: Node<'_>,
    names: &mut HashMap<String, i32>,
    numbers: &mut Vec<i32>,
    texts: &mut Vec<String>,
) {
    if let Some(letters) = node.letters() {
        numbers.push(LETTERS);
        texts.push(letters.replace('\0', "\u{fffd}"));
        return;
    }
    let blank = if node.is_html() { "" } else { " " };
    let name = [blank, node.name()].concat();
    let count = i32::try_from(names.len()).unwrap();
    let number = *names.entry(name.clone()).or_insert(count);
    if number == count {
        texts.push(name);
    }
    numbers.push(FIRST_NAME + number);
    numbers.push(i32::try_from(node.attributes().count()).unwrap());
    for (name, value) in node.attributes() {
        let place = ATTRIBUTES.split(' ').position(|known| known == name);
        numbers.push(i32::try_from(place.unwrap()).unwrap());
        texts.push(value.to_owned());
    }
    for child in node.children() {
        write(child, names, numbers, texts);
    }
    numbers.push(CLOSE);
}

#[track_caller]
fn check_equal(theirs: &Record) {
    let (numbers, texts) = written(theirs.root());
    let record = Record::new(&numbers, texts.clone());
    assert_eq!(written(record.root()), (numbers, texts));
}

#[test]
fn trees_are_read_back() {
    for html in [
        "",
        "<p>Một</p>",
        "<p class=a id=b lang=vi>Một <b>hai</b> ba</p><!-- nothing --><ul><li>x<li hidden>y</ul>",
        "<svg><title>x</title><a href=y>z</a></svg><math><mi>x</mi></math>",
        "<form><input name=firstChild><p>a</p></form><img src=a.png alt=''>",
    ] {
        check_equal(&html_root(html));
        check_equal(&html_document(html));
    }
}

#[test]
fn articles_are_the_same_by_either_way() {
    let context = Context {
        base: "https://site.example/a/",
        urls: &NativeUrls,
    };
    let mut articles = 0;
    for (_, html) in crate::article::testing::corpus::article_bodies() {
        let root = html_root(&html);
        let (numbers, texts) = written(root.root());
        let record = Record::new(&numbers, texts);
        assert_eq!(
            read_article(&record, &context),
            read_article(&root, &context)
        );
        articles += 1;
    }
    assert!(articles > 10, "{articles}");
    for page in crate::article::testing::corpus::pages() {
        let root = html_document(&page.html);
        let (numbers, texts) = written(root.root());
        let record = Record::new(&numbers, texts);
        assert_eq!(read_page(&record, &context), read_page(&root, &context));
    }
}

#[test]
fn what_does_not_fit_together_ends_it() {
    for numbers in [
        &[CLOSE][..],
        &[FIRST_NAME],
        &[FIRST_NAME + 5, 0],
        &[FIRST_NAME, 3, 1],
        &[FIRST_NAME, 0, LETTERS, LETTERS, CLOSE, CLOSE, -7],
        &[CUT],
        &[FIRST_NAME, 0, CUT, i32::MIN],
    ] {
        let record = Record::new(numbers, "p".to_owned());
        let root = record.root();
        let _ = (root.name(), root.text(), root.children().count());
        assert_eq!(record.is_cut(), numbers.contains(&CUT), "{numbers:?}");
    }
}

#[test]
fn calls_say_the_same_as_numbers() {
    let mut builder = RecordBuilder::default();
    builder.open("div", true);
    builder.attribute("class", "a");
    builder.attribute("onclick", "b");
    builder.attribute("class", "c");
    builder.text("Một");
    builder.open("svg", false);
    builder.close();
    builder.open("div", true);
    builder.cut();
    let called = builder.finish();
    assert!(called.is_cut());
    assert_eq!(
        written(called.root()),
        (
            vec![3, 1, 0, LETTERS, 4, 0, CLOSE, 3, 0, CLOSE],
            "div\0a\0Một\0 svg".to_owned()
        )
    );
}

#[test]
fn prefixes_are_part_of_a_name_and_not_of_what_it_means() {
    let mut builder = RecordBuilder::new(true);
    builder.open("xhtml:P", true);
    let record = builder.finish();
    assert_eq!(record.root().name(), "xhtml:P");
    assert_eq!(record.root().local_name(), "p");
    assert!(record.root().kind().is_some());
}
