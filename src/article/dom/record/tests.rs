//! What a browser would write of a tree is read back as that tree.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::article::dom::tag::every_attribute;
use crate::article::dom::{Context, read_article, read_page};
use crate::article::native::{HtmlNode, NativeUrls, html_document, html_root};
use std::collections::HashMap;

/// As `src/browser/walk.js` does it.
fn written<N: Node>(root: &N) -> (Vec<i32>, String) {
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    let mut names = HashMap::new();
    write(root, &mut names, &mut numbers, &mut texts);
    // The root stays open.
    numbers.pop();
    (numbers, texts.join("\0"))
}

fn write<N: Node>(
    node: &N,
    names: &mut HashMap<String, i32>,
    numbers: &mut Vec<i32>,
    texts: &mut Vec<String>,
) {
    let name = match node.kind() {
        NodeKind::Text(letters) => {
            numbers.push(LETTERS);
            texts.push(letters.replace('\0', "\u{fffd}"));
            return;
        }
        NodeKind::Element { name, is_html } if is_html => name,
        NodeKind::Element { name, .. } => format!(" {name}"),
        NodeKind::Other => String::new(),
    };
    let count = i32::try_from(names.len()).unwrap();
    let number = *names.entry(name.clone()).or_insert(count);
    if number == count {
        texts.push(name);
    }
    let mut attributes = Vec::new();
    for (place, wanted) in ATTRIBUTES.split(' ').enumerate() {
        if let Some(value) = node.attribute(wanted) {
            attributes.push((i32::try_from(place).unwrap(), value));
        }
    }
    numbers.push(FIRST_NAME + number);
    numbers.push(i32::try_from(attributes.len()).unwrap());
    for (place, value) in attributes {
        numbers.push(place);
        texts.push(value);
    }
    let mut next = node.first_child();
    while let Some(child) = next {
        // Comments are not written.
        if child.kind() != NodeKind::Other {
            write(&child, names, numbers, texts);
        }
        next = child.next_sibling();
    }
    numbers.push(CLOSE);
}

#[track_caller]
fn check_equal(theirs: &HtmlNode) {
    let (numbers, texts) = written(theirs);
    let record = Record::new(&numbers, texts);
    let again = written(&record.root());
    assert_eq!(written(theirs), again);
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
        let (numbers, texts) = written(&root);
        let record = Record::new(&numbers, texts);
        assert_eq!(
            read_article(&record.root(), &context),
            read_article(&root, &context)
        );
        articles += 1;
    }
    assert!(articles > 10, "{articles}");
    for page in crate::article::testing::corpus::pages() {
        let root = html_document(&page.html);
        let (numbers, texts) = written(&root);
        let record = Record::new(&numbers, texts);
        assert_eq!(
            read_page(&record.root(), &context),
            read_page(&root, &context)
        );
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
        let _ = (root.kind(), root.first_child(), root.next_sibling());
        assert_eq!(root.is_cut(), numbers.contains(&CUT), "{numbers:?}");
    }
}

#[test]
fn every_attribute_that_is_asked_for_is_in_the_list() {
    let known: Vec<&str> = ATTRIBUTES.split(' ').collect();
    let everywhere = crate::article::dom::tree::COMMON_ATTRIBUTES.split(' ');
    let by_page = [
        "hidden", "style", "role", "rel", "href", "type", "content", "property", "name",
    ];
    let microdata = ["itemprop", "itemscope", "datetime", "src"];
    for name in every_attribute()
        .chain(everywhere)
        .chain(by_page)
        .chain(microdata)
    {
        assert!(known.contains(&name), "{name}");
    }
}
