//! Every known format by a realistic document.

use super::*;

#[test]
fn ghost() {
    // A title there is plain text: what looks like a tag is none.
    check(
        fixture!("ghost.json"),
        Format::Ghost,
        r#"
title: The <details> of a river market
kicker: Ward news
url: https://ward.example/river-market/
published: 2024-05-02T07:30:00+07:00
modified: 2024-05-03T09:15:00+07:00
author: Tran Van A | https://ward.example/author/a/
lead: What changed, and why it took so long.
image: https://ward.example/content/images/market.webp "Boats at the quay", caption Photo by <a https://photos.example/minh>Minh</a>
tags: Ward news
p After two years the boats are back.
quote ()
  p A full market makes a glad river.
"#,
        &[],
    );
    check_item(
        r#"{"pages": [{"id": "a", "uuid": "u", "title": "A", "html": "<p>a</p>"}, {"id": "b", "uuid": "v", "slug": "about", "title": "B", "html": null, "plaintext": "b <i>"}]}"#,
        Format::Ghost,
        Some("about"),
        "title: B\np b <i>",
        &[],
    );
}

#[test]
fn json_feed_items() {
    let feed = fixture!("json-feed.json");
    // What the item lacks comes from the feed; its text is no HTML.
    check(
        feed,
        Format::JsonFeed,
        r#"
title: Lịch tiếp dân
lang: vi
url: https://phuong.example/bai/50
author: Ban biên tập | UBND phường | https://phuong.example/ban-bien-tap
p Thứ Hai: 8 giờ.<br>Thứ Sáu: 14 giờ.
p Mang theo <giấy tờ> & thẻ.
"#,
        &[SEVERAL],
    );
    for item in ["2024-0049", "https://phuong.example/bai/49"] {
        check_item(
            feed,
            Format::JsonFeed,
            Some(item),
            r#"
title: Chợ <phiên> mở lại
lang: vi
url: https://phuong.example/bai/49
published: 2024-05-02T07:30:00+07:00
views: 1365
author: Trần Văn A | Phó Chủ tịch | UBND phường
lead: Thuyền lại về bến.
image: https://phuong.example/anh/cho.webp "", caption Phiên chợ <strong>đầu</strong>
video: https://phuong.example/cho.mp4 "Lễ mở chợ" "" 12
tags: chợ | sông
p Sáng nay chợ mở lại.
audio https://phuong.example/cho.mp3 Some("Nghe bài")
"#,
            &[],
        );
    }
    // What an extension does not say leaves the picture and its place alone.
    check(
        r#"{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "A", "content_text": "t", "author": {"url": "javascript:x", "name": "B"}, "image": "javascript:x", "_x": {}}]}"#,
        Format::JsonFeed,
        "title: A\nauthor: B\np t",
        &[
            "field \"/items/0/author\" (authors[1].url): \"javascript:…\" is not an allowed address; the link was left out",
            "field \"/items/0/image\" (image.image.url): \"javascript:…\" is not an allowed address; the picture was left out",
        ],
    );
    // Version 1 had one author.
    check(
        r#"{"version": "https://jsonfeed.org/version/1", "items": [{"id": 7, "author": {"name": "A"}, "banner_image": "b.webp", "content_text": "t"}]}"#,
        Format::JsonFeed,
        "title: \nauthor: A\nimage: https://song-xanh.example/nguon/b.webp \"\"\np t",
        &["field \"/items/0/title\" (title): is missing; the article is shown without a headline"],
    );
}

#[test]
fn json_ld_by_itself() {
    check(
        fixture!("json-ld.json"),
        Format::JsonLd,
        r#"
title: Chợ phiên "ven sông" mở lại
kicker: Tin phường
lang: vi
url: https://phuong.example/bai/49
published: 2024-05-02T07:30:00+07:00
modified: 2020-02-30 (as written)
views: 1365
author: Trần Văn A | Phó Chủ tịch | UBND phường | https://song-xanh.example/nguoi/a
author: Đài truyền thanh
author: Lê B
image: https://phuong.example/anh/16x9.webp "" 1600x900, caption Bến thuyền, credit Minh Châu
video: https://phuong.example/v.mp4 "Lễ mở chợ" "https://phuong.example/anh/v.webp" 0
tags: chợ | sông | bến
p Sáng nay chợ mở lại sau hai năm sửa bờ.
p Ai cũng vui & mừng.
"#,
        &[
            "field \"/dateModified\" (modified): \"2020-02-30\" names a day or time that does not exist; it is shown as written",
        ],
    );
}

#[test]
fn json_ld_in_a_graph() {
    // Author and picture stand elsewhere and are referred to.
    check(
        fixture!("json-ld-graph.json"),
        Format::JsonLd,
        r#"
title: The river market opens again
url: https://ward.example/market/
published: 2024-05-02T00:30:00Z
author: Tran Van A | Vice chair | Ward committee
image: https://ward.example/market.webp "" 800x600
p The boats are <strong>back</strong>.
"#,
        &[],
    );
}

#[test]
fn json_ld_in_a_page() {
    check(
        fixture!("json-ld-page.json"),
        Format::JsonLd,
        r#"
title: Report on the market
author: Ward committee
image: https://song-xanh.example/nguon/market.webp ""
p First.
p Second line<br>and third.
"#,
        &[],
    );
}

#[test]
fn portable_text() {
    // One link around plain and bold words; code inside emphasis; nested lists.
    check(
        fixture!("portable-text.json"),
        Format::PortableText,
        r#"
title: The river market
lang: en
published: 2024-05-02T07:30:00Z
author: Tran Van A | Vice chair
image: https://cdn.example/market.webp "Boats" 1600x900, caption At dawn
tags: Market | River
h2 Opening hours
p See <a https://ward.example/rules>the <strong>rules</strong></a>, <del>old</del><em><code>cargo run</code></em><br>next line
ol
-
  p One
  ul
  -
    p One a
-
  p Two
ul
-
  p Another list
quote ()
  p A full market makes a glad river.
code Some("rust") "fn main() {}"
divider
p The end.
"#,
        &[
            "field \"/body\", block 2 (block), field \"marks\": \"comment\" is not known here; only its text is shown",
            "field \"/body\", block 9 (image): names its picture only inside its own system; ask for asset->url too; it was left out",
            "field \"/body\", block 12 (priceTable): is of a type that is not known here; it was left out",
            "field \"/body\", block 13 (block), field \"children\": \"footnote\" has no text that could be shown; it was left out",
            "field \"/body\", block 13 (block), field \"style\": \"lede\" is not known here; the text became a paragraph",
            "field \"/body\", block 8 (figure), field \"image.url\": \"javascript:…\" is not an allowed address; the picture was left out",
        ],
    );
    // The text alone, and a query's answer.
    let block = r#"{"_type": "block", "children": [{"_type": "span", "text": "a", "marks": ["code"]}, {"_type": "span", "text": "b", "marks": ["l", "code"]}], "markDefs": [{"_key": "l", "_type": "link", "href": "/b"}]}"#;
    let line = "p <code>a</code><a https://song-xanh.example/b><code>b</code></a>";
    check(
        &format!("[{block}]"),
        Format::PortableText,
        &format!("title: \n{line}"),
        &["field \"title\": is missing; the article is shown without a headline"],
    );
    check(
        &format!(
            r#"{{"ms": 3, "query": "*", "result": [{{"title": "Tin", "content": [{block}]}}]}}"#
        ),
        Format::PortableText,
        &format!("title: Tin\n{line}"),
        &[],
    );
}

#[test]
fn editor_js() {
    check(
        fixture!("editor-js.json"),
        Format::EditorJs,
        r#"
title: Chợ phiên & bến thuyền
p Xem <a https://phuong.example/noi-quy>nội quy</a> và <strong>giờ</strong>.
ul
-
  p Cá
-
  p Gạo <em>mới</em>
ol from 3
-
  p Sáng
  ol
  -
    p 5 giờ
-
  p Chiều
ul
-
  p ☑ Đăng ký
-
  p ☐ Nộp <strong>phí</strong>
quote (Bà Tư)
  p Chợ đông thì sông vui.
figure https://phuong.example/anh/cho.webp "", caption Bến <em>sáng</em>
video https://www.youtube.com/watch?v=aaaaaaaaaaa "" "" 0 Lễ mở chợ
p <a https://codepen.example/pen/1>https://codepen.example/pen/1</a>
code None "a < b"
table / ColumnHeader:Hàng ColumnHeader:Phí / Data:Cá Data:<strong>5000</strong>
divider
p Thô.
p <strong>Lưu ý</strong><br>Nước lên lúc 9 giờ.
p <a https://phuong.example/phi>Bảng phí</a><br>Áp dụng từ tháng 5
p <a https://phuong.example/don.pdf>Đơn đăng ký</a>
"#,
        &[
            "field \"/blocks\", block 17 (poll): is of a type that is not known here; it was left out",
            "field \"title\": is missing; the first heading took its place",
        ],
    );
}

#[test]
fn what_does_not_fit() {
    let own = r#"{"version": 1, "title": "Tin", "body": ["Một đoạn."]}"#;
    for (index, name) in Format::NAMES.iter().enumerate() {
        let format = Format::nth(index);
        assert_eq!(format.name(), *name);
        if !matches!(
            format,
            Format::Auto | Format::Json | Format::Html | Format::Rss | Format::Atom
        ) {
            check_error(
                own,
                format,
                None,
                "wrong-format",
                &format!(
                    "the document is not what format \"{name}\" says; check the address, or leave out format to have it found out"
                ),
            );
        }
    }
    check_error(
        r#"{"posts": []}"#,
        Format::WordPress,
        None,
        "wrong-format",
        "the document is not what format \"wordpress\" says; check the address, or leave out format to have it found out",
    );
    check_error(
        fixture!("json-feed.json"),
        Format::Auto,
        Some("2024-0051"),
        "no-such-item",
        "the document holds no item with the id or address \"2024-0051\"; check what stands after \"#\" in src",
    );
    check_error(
        fixture!("cms.json"),
        Format::Auto,
        None,
        "unknown-format",
        "the JSON is in no form that is known here; say where its title and text stand with map",
    );
    let (article, warnings) = read_with(own, Format::Auto, None, Some("phan-2")).unwrap();
    assert_eq!(outline(&article), "title: Tin\np Một đoạn.");
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn what_is_kept_for_some_is_told() {
    // The password was not given; once it is, WordPress still says "protected".
    check(
        r#"{"id": 1, "title": {"rendered": "Được bảo vệ: Họp"}, "link": "https://portal.example/hop/",
            "content": {"rendered": "", "protected": true}, "excerpt": {"rendered": "", "protected": true}}"#,
        Format::WordPress,
        "title: Được bảo vệ: Họp\nrest: Password\nurl: https://portal.example/hop/",
        &[],
    );
    check(
        r#"{"id": 1, "title": {"rendered": "Họp"}, "content": {"rendered": "<p>A</p>", "protected": true}}"#,
        Format::WordPress,
        "title: Họp\np A",
        &[],
    );
    for post in [
        r#"{"title": "Chợ", "html": "<p>Đoạn đầu.</p>", "visibility": "paid", "access": false}"#,
        r#"{"title": "Chợ", "custom_excerpt": "Đoạn đầu.", "html": null, "visibility": "members"}"#,
    ] {
        let (article, _) = read_with(
            &format!("{{\"posts\": [{post}]}}"),
            Format::Ghost,
            None,
            None,
        )
        .unwrap();
        assert_eq!(article.rest, Some(crate::article::Rest::Members), "{post}");
    }
    let open = r#"{"posts": [{"title": "Chợ", "html": "<p>A</p>", "visibility": "members", "access": true}]}"#;
    let (article, _) = read_with(open, Format::Ghost, None, None).unwrap();
    assert_eq!(article.rest, None);
}

#[test]
fn an_empty_list_holds_no_such_article() {
    const MESSAGE: &str = "the answer is an empty list, so there is no such article; check the slug or id in the address, and that the article is published";
    for (text, format) in [
        ("[]", Format::Auto),
        ("[]", Format::WordPress),
        ("{\"posts\": []}", Format::Ghost),
        ("{\"items\": []}", Format::JsonFeed),
    ] {
        check_error(text, format, None, "no-such-item", MESSAGE);
    }
}

/// What a part of a page is made of may stand alone.
#[test]
fn one_block_without_its_list() {
    for (text, format) in [
        (
            r#"{"_type": "block", "children": [{"_type": "span", "text": "a"}]}"#,
            Format::PortableText,
        ),
        (
            r#"{"type": "paragraph", "data": {"text": "a"}}"#,
            Format::EditorJs,
        ),
    ] {
        for format in [Format::Auto, format] {
            let (article, _) = read_with(text, format, None, None).unwrap();
            assert_eq!(
                article.body,
                [super::super::super::testing::paragraph("a")],
                "{text}"
            );
        }
    }
}
