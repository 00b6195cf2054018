//! Posts of WordPress' REST API.

use super::*;

#[test]
fn wordpress_without_embedded_parts() {
    // The lead, which the system cut out of the text, is not shown twice.
    check(
        fixture!("wordpress.json"),
        Format::WordPress,
        r#"
title: Chợ phiên “ven sông” R&D mở lại
url: https://portal.example/2024/05/cho-phien/
published: 2024-05-02T07:30:00Z
modified: 2024-05-03T02:15:00Z
p Sáng nay, chợ phiên ven sông mở lại sau hai năm sửa bờ kè.
h2 Giờ mở cửa
p Từ 5 giờ đến 11 giờ, xem <a https://song-xanh.example/noi-quy/>nội quy</a>.
"#,
        &[
            "field \"/_embedded\": is missing, and with it picture, author and tags; add \"_embed\" to the query of the address",
        ],
    );
}

#[test]
fn wordpress_with_embedded_parts() {
    // The square cut is no other width of the same picture.
    check(
        fixture!("wordpress-embed.json"),
        Format::WordPress,
        r#"
title: Chợ phiên ven sông
kicker: Tin phường
url: https://portal.example/2024/05/cho-phien/
published: 2024-05-02T07:30:00Z
modified: 2024-05-03T02:15:00Z
author: Trần Văn A & Lê B | https://portal.example/author/a/
lead: Sau hai năm, <em>thuyền</em> lại về bến.
image: https://portal.example/wp-content/uploads/cho.jpg "Thuyền ở bến lúc rạng sáng" 1600x900, https://portal.example/wp-content/uploads/cho-300x169.jpg 300w, https://portal.example/wp-content/uploads/cho.jpg 1600w, caption Phiên chợ <strong>đầu tiên</strong>., credit Minh Châu
tags: chợ | sông & bến
p Chợ mở lại.
p Bấm vào đây.
"#,
        &[
            "field \"/content/rendered\", block 1 (html), field \"a.href\": \"javascript:…\" is not an allowed address; only the link's text is shown",
        ],
    );
}

#[test]
fn wordpress_lists_and_sparse_posts() {
    let list = r#"[
        {"id": 1, "slug": "mot", "title": {"rendered": "Một"}, "content": {"rendered": "<p>A</p>"}},
        {"id": 2, "slug": "hai", "date": "2024-05-02T14:30:00", "title": {"rendered": "Hai"}, "content": {"rendered": "<p>B</p>"},
         "_embedded": {
            "author": [{"code": "rest_user_invalid_id", "message": "?", "data": {"status": 404}}],
            "wp:featuredmedia": [{"code": "rest_forbidden", "message": "?"}],
            "wp:term": [[{"name": "Uncategorized", "slug": "uncategorized"}], []]
         }}
    ]"#;
    check(list, Format::WordPress, "title: Một\np A", &[SEVERAL]);
    // Without a date in UTC the one on the wall is shown, unshifted.
    check_item(
        list,
        Format::WordPress,
        Some("hai"),
        "title: Hai\npublished: 2024-05-02T14:30:00\np B",
        &["field \"/1/_embedded/author\" (authors[1].name): is missing; the author was left out"],
    );
    check(
        r#"{"title": {"rendered": ""}, "content": {"rendered": "<p>A</p>", "protected": false}}"#,
        Format::WordPress,
        "title: \np A",
        &["field \"/title/rendered\" (title): is missing; the article is shown without a headline"],
    );
}

/// A post of WordPress with these members beside its title and text.
pub(super) fn post(text: &str, more: serde_json::Value) -> String {
    let mut post = serde_json::json!({
        "id": 7, "link": "https://ward.example/market/",
        "title": {"rendered": "Market"}, "content": {"rendered": text, "protected": false},
    });
    for (key, value) in more.as_object().unwrap() {
        post[key] = value.clone();
    }
    post.to_string()
}

fn read_post(text: &str, more: serde_json::Value) -> Article {
    read_with(&post(text, more), Format::Auto, None, None)
        .unwrap()
        .0
}

#[test]
fn a_picture_that_the_text_shows_is_no_main_picture_too() {
    #[track_caller]
    fn check(featured: &str, shown: &str, is_left: bool) {
        let text =
            format!("<p>a</p><figure><img src='{shown}' alt='b' width=300 height=200></figure>");
        let media = serde_json::json!({"_embedded": {"wp:featuredmedia": [{"source_url": featured, "alt_text": "b"}]}});
        assert_eq!(
            read_post(&text, media).image.is_some(),
            is_left,
            "{featured} {shown}"
        );
    }
    let up = "https://ward.example/wp-content/uploads/";
    check(
        &format!("{up}a-scaled.jpg"),
        &format!("{up}a-1024x683.jpg"),
        false,
    );
    check(
        &format!("{up}a.jpg"),
        "https://i0.wp.com/ward.example/wp-content/uploads/a.jpg?w=600&ssl=1",
        false,
    );
    check(&format!("{up}a.jpg"), &format!("{up}b.jpg"), true);
    check(
        &format!("{up}a.jpg"),
        "https://i0.wp.com/other.example/wp-content/uploads/a.jpg",
        true,
    );
}

#[test]
fn an_excerpt_may_end_in_a_way_to_read_on() {
    #[track_caller]
    fn check(excerpt: &str, lead: &str) {
        let more = serde_json::json!({"excerpt": {"rendered": excerpt}});
        let article = read_post("<p>The boats are back after two years.</p>", more);
        let shown = super::super::super::runs::plain_text(&article.lead);
        assert_eq!(shown, lead, "{excerpt}");
    }
    let own =
        "<a class='more-link' href='https://ward.example/market/'>Read on <span>Market</span></a>";
    check(&format!("<p>The boats are back&hellip; {own}</p>"), "");
    check(
        &format!("<p>The boats are back [&hellip;]<br>{own}</p>"),
        "",
    );
    check(
        &format!(
            "<p>Open again. {}</p>",
            own.replace("market/", "market/#more-7")
        ),
        "Open again.",
    );
    check(
        "<p>See <a href='https://ward.example/fees/'>the fees</a></p>",
        "See the fees",
    );
}

#[test]
fn the_category_of_the_uncategorised_says_nothing() {
    #[track_caller]
    fn check(term: serde_json::Value, kicker: Option<&str>) {
        let more = serde_json::json!({"_embedded": {"wp:term": [[term]]}});
        assert_eq!(read_post("<p>a</p>", more).kicker.as_deref(), kicker);
    }
    let term = |id: u32, name: &str, slug: &str| serde_json::json!({"id": id, "name": name, "slug": slug, "taxonomy": "category"});
    check(term(9, "Uncategorized", "uncategorized"), None);
    check(term(1, "Chưa phân loại", "khong-phan-loai"), None);
    // The first category of a site may have a name of its own.
    check(term(1, "Thông báo", "thong-bao"), Some("Thông báo"));
    check(term(2, "Tin phường", "tin-phuong"), Some("Tin phường"));
}
