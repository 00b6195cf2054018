//! Elements that become blocks.

use super::*;

#[test]
fn headings_are_shifted_together() {
    check(
        "<h1>a</h1><h2>b</h2><h6>c</h6>",
        &[heading(2, "a"), heading(3, "b"), heading(6, "c")],
    );
    check("<h3>a</h3>", &[heading(3, "a")]);
    check("<h2></h2><h3><br></h3>", &[]);
    check(
        "<h2 id=' muc '>a</h2>",
        &[Block::Heading(Heading {
            level: 2,
            id: Some("muc".to_owned()),
            text: vec![text("a")],
        })],
    );
    check(
        "<h2><img src=a.png alt=a></h2>",
        &[Block::Figure(figure(image("a.png", "a")))],
    );
}

#[test]
fn lists() {
    check(
        "<ul>\n<li>a</li>\n<li><p>b</p><ul><li>c</ul></li><li> </li></ul>",
        &[Block::List(list(&[
            &[paragraph("a")],
            &[paragraph("b"), Block::List(list(&[&[paragraph("c")]]))],
        ]))],
    );
    check(
        "<ol start=3 reversed><li>a</ol>",
        &[Block::List(List {
            ordered: true,
            start: Some(3),
            reversed: true,
            ..list(&[&[paragraph("a")]])
        })],
    );
    // A list straight inside a list belongs to the item before it.
    check(
        "<ul><li>a</li><ul><li>b</li></ul></ul>",
        &[Block::List(list(&[&[
            paragraph("a"),
            Block::List(list(&[&[paragraph("b")]])),
        ]]))],
    );
    check("<ul></ul><li>a</li>", &[paragraph("a")]);
}

#[test]
fn quotes_code_and_dividers() {
    check(
        "<blockquote><p>a</p><footer>b, <cite>c</cite></footer></blockquote>",
        &[Block::Quote(Quote {
            body: vec![paragraph("a")],
            citation: vec![text("b, "), Inline::Emphasis(vec![text("c")])],
        })],
    );
    check(
        "<figure><blockquote>a</blockquote><figcaption>b</figcaption></figure>",
        &[Block::Quote(Quote {
            body: vec![paragraph("a")],
            citation: vec![text("b")],
        })],
    );
    check(
        "<pre><code class='x language-rust'>\n  a\n\tb<br>c  \n\n</code></pre>",
        &[Block::Code(Code {
            text: "  a\n\tb\nc".to_owned(),
            language: Some("rust".to_owned()),
        })],
    );
    check(
        "a<hr>b<pre> \n</pre>",
        &[paragraph("a"), Block::Divider, paragraph("b")],
    );
}

#[test]
fn pictures_and_figures() {
    check(
        "<p>a <a href=b.png><img src=b.png alt=' b ' width=1600 height=900px></a> c</p>",
        &[
            paragraph("a"),
            Block::Figure(Figure {
                target: Some(LinkTarget::Url {
                    url: safe("b.png"),
                    same_site: true,
                }),
                ..figure(Image {
                    size: Some((1600, 900)),
                    ..image("b.png", "b")
                })
            }),
            paragraph("c"),
        ],
    );
    let candidates = vec![
        ImageCandidate {
            url: safe("a,1.png"),
            width: 400,
        },
        ImageCandidate {
            url: safe("b.png"),
            width: 800,
        },
    ];
    let wide = || Image {
        candidates: candidates.clone(),
        ..image("a.png", "")
    };
    let set = "a,1.png 400w, b.png 800w,c.png 2x, d.png, javascript:x 9w, e.png 0w";
    check(
        &["<img src=a.png srcset='", set, "'>"].concat(),
        &[Block::Figure(figure(wide()))],
    );
    check(
        &[
            "<picture><source srcset='",
            set,
            "'><img src=a.png></picture>",
        ]
        .concat(),
        &[Block::Figure(figure(wide()))],
    );
    check(
        "<img srcset='a.png 400w, b.png 800w'>",
        &[Block::Figure(figure(Image {
            candidates: vec![
                ImageCandidate {
                    url: safe("a.png"),
                    width: 400,
                },
                ImageCandidate {
                    url: safe("b.png"),
                    width: 800,
                },
            ],
            ..image("b.png", "")
        }))],
    );
    check(
        "<img src='data:image/gif;base64,R0' data-src=a.png>",
        &[Block::Figure(figure(image("a.png", "")))],
    );
    check_blocks(
        "<p>a<img src=https://t.example/p width=1 height=1></p>",
        &[paragraph("a")],
    );
    check(
        "<figure><img src=a.png alt=a><figcaption>b <b>c</b> <span class=credit>Ảnh: d</span></figcaption></figure>",
        &[Block::Figure(Figure {
            image: image("a.png", "a"),
            caption: vec![text("b "), strong("c")],
            credit: Some("Ảnh: d".to_owned()),
            target: None,
        })],
    );
    check(
        "<figure><figure><img src=a.png><figcaption>a</figcaption></figure><img src=b.png><figcaption>c</figcaption></figure>",
        &[Block::Gallery(Gallery {
            figures: vec![
                Figure {
                    caption: vec![text("a")],
                    ..figure(image("a.png", ""))
                },
                figure(image("b.png", "")),
            ],
            caption: vec![text("c")],
            columns: None,
        })],
    );
    check(
        "<figure><p>a</p><figcaption>b</figcaption></figure>",
        &[paragraph("a"), paragraph("b")],
    );
    check_warnings(
        "<img src=javascript:x>",
        &[
            "field \"img.src\": \"javascript:…\" is not an allowed address; the picture was left out",
        ],
    );
    check_warnings(
        "<img alt=a>",
        &["field \"img.src\": is missing; the picture was left out"],
    );
}

#[test]
fn videos() {
    let video = Video {
        url: safe("b.mp4"),
        mime: None,
        sources: vec![],
        title: Some("c d".to_owned()),
        poster: Some(safe("p.webp")),
        size: Some((1280, 720)),
        duration: None,
        tracks: vec![Track {
            url: safe("vi.vtt"),
            kind: TrackKind::Captions,
            lang: Some("vi".to_owned()),
            label: Some("Tiếng Việt".to_owned()),
            default: true,
        }],
        caption: vec![text("e")],
    };
    check(
        "<figure><video poster=p.webp width=1280 height=720 title='c  d' autoplay onplay=x><source src=b.mp4>
         <track src=vi.vtt kind=captions srclang=vi label='Tiếng Việt' default><track src=m.vtt kind=metadata>
         <p>no video</p></video><figcaption>e</figcaption></figure>",
        &[Block::Video(video)],
    );
    check_warnings(
        "<video src=blob:https://a.example/1></video>",
        &[
            "field \"video.src\": \"blob:…\" is not an allowed address; the source was left out",
            "field \"video\": has no address that is allowed; the video was left out",
        ],
    );
}

#[test]
fn tables() {
    let cell = |kind, letters: &str| Cell {
        kind,
        column_span: 1,
        row_span: 1,
        align: None,
        text: if letters.is_empty() {
            vec![]
        } else {
            vec![text(letters)]
        },
    };
    let table = Table {
        caption: vec![text("t")],
        head: vec![vec![
            cell(CellKind::ColumnHeader, "a"),
            cell(CellKind::ColumnHeader, "b"),
        ]],
        body: vec![
            vec![cell(CellKind::RowHeader, "c"), cell(CellKind::Data, "d")],
            vec![cell(CellKind::Data, "e"), cell(CellKind::Data, "")],
        ],
    };
    let rows = "<tr><th>c<td>d<tr><td>e<td>";
    check(
        &[
            "<table><caption>t</caption><thead><tr><td>a<td>b</thead>",
            rows,
            "</table>",
        ]
        .concat(),
        &[Block::Table(table.clone())],
    );
    check(
        &[
            "<figure><table><tr><th>a<th>b",
            rows,
            "</table><figcaption>t</figcaption></figure>",
        ]
        .concat(),
        &[Block::Table(table)],
    );
    check(
        "<table><tr><td colspan=999 rowspan=0><p>a</p><p>b</p><td rowspan=2>c<tr><th scope=row>d</table>",
        &[Block::Table(Table {
            body: vec![
                vec![
                    Cell {
                        kind: CellKind::Data,
                        column_span: 999,
                        row_span: 2,
                        align: None,
                        text: vec![text("a"), Inline::Break, text("b")],
                    },
                    Cell {
                        row_span: 2,
                        ..cell(CellKind::Data, "c")
                    },
                ],
                vec![cell(CellKind::RowHeader, "d")],
            ],
            ..Table::default()
        })],
    );
    // Tables that only arrange a page.
    check_blocks(
        "<table><tr><td><img src=a.png></tr><tr><td>b</table>",
        &[Block::Figure(Figure {
            caption: vec![text("b")],
            ..figure(image("a.png", ""))
        })],
    );
    check_blocks(
        "<table role=presentation><tr><td>a<td>b</table>",
        &[paragraph("a"), paragraph("b")],
    );
    check_blocks(
        "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
        &[
            Block::Table(Table {
                body: vec![vec![cell(CellKind::Data, "a"), cell(CellKind::Data, "b")]],
                ..Table::default()
            }),
            paragraph("c"),
        ],
    );
    check("<table><tr><td> <td>&nbsp;</table>", &[]);
}

#[test]
fn notes() {
    let reference = |label: &str| Inline::NoteReference {
        id: "fn1".to_owned(),
        label: Some(label.to_owned()),
    };
    let note = || {
        Block::Note(Note {
            id: "fn1".to_owned(),
            label: None,
            body: vec![paragraph("b")],
        })
    };
    check(
        "<p>a<sup><a href='#fn1'>[1]</a></sup></p><section class=footnotes><ol><li id=fn1><p>b <a href='#r1'>↩</a></p></ol></section>",
        &[Block::Paragraph(vec![text("a"), reference("[1]")]), note()],
    );
    check(
        "<p>a<a href='#fn1'>*</a></p><aside role=doc-footnote id=fn1>b <a role=doc-backlink href='#r1'>back to the text</a></aside>",
        &[Block::Paragraph(vec![text("a"), reference("*")]), note()],
    );
}

#[test]
fn a_note_of_nothing_but_its_way_back_is_none() {
    // Found by fuzzing: read, written out and read again, it was another text.
    for html in [
        "<a href='#q' class=footnotes><li id=p>>",
        "<aside role=doc-footnote id=p><p><a href='#q'>&gt;</a></p></aside>",
        "<aside role=doc-footnote id=p><p><sup><a href='#q'>b</a></sup></p></aside>",
    ] {
        let context = Context {
            base: BASE,
            urls: &NativeUrls,
        };
        let blocks = read_blocks(html_root(html).root(), &context, &mut Warnings::new());
        assert_eq!(blocks, [], "{html}");
    }
}
