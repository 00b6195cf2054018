//! Pictures and players that a script would bring, and what it writes into
//! attributes meanwhile.

use super::super::attribute::Attribute;
use super::super::picture::LAZY_ADDRESSES;
use super::cms::{around, check_article};
use super::*;
use crate::article::native::html_of;

#[test]
fn addresses_that_a_script_would_put_into_a_picture() {
    #[track_caller]
    fn check(attributes: &str, expected: &str) {
        let (article, _) = read_article(
            &html_root(&around(&format!("<img alt=b {attributes}>"))),
            &CONTEXT,
        )
        .unwrap();
        let shown = match &article.body[..] {
            [Block::Figure(figure)] => figure
                .image
                .url
                .as_str()
                .replace("https://song-xanh.example", ""),
            other => format!("{other:?}"),
        };
        assert_eq!(shown, expected, "{attributes}");
    }
    let empty = "src='data:image/gif;base64,R0lGODlhAQABAAAAACw='";
    for name in [
        "data-lazyload",
        "data-img-src",
        "data-srv",
        "data-url",
        "data-wpfc-original-src",
        "nitro-lazy-src",
        "data-ezsrc",
        "data-cfsrc",
        "data-image",
        "data-large-file",
    ] {
        check(&format!("{empty} {name}='/b.jpg?w=9'"), "/b.jpg?w=9");
        check(&format!("{name}='/b.jpg'"), "/b.jpg");
        check(&format!("src='#' {name}='/b.webp'"), "/b.webp");
    }
    // A switch of the script's, and no address.
    for name in LAZY_ADDRESSES {
        for value in ["true", "1", "lazy", ""] {
            if name != Attribute::Src {
                check(&format!("src='/b.jpg' {}='{value}'", name.name()), "/b.jpg");
            }
        }
    }
    // What only speaks of a picture that is there.
    check("src='/b.jpg' data-image='17' data-url='/page'", "/b.jpg");
    check("src='/b.jpg' data-large-file='/large.jpg'", "/b.jpg");
    check("data-url='/page' data-image='{\"a\": \"b.jpg\"}'", "[]");
}

/// Where a player cannot be had, what it would play still can.
#[test]
fn recordings_that_only_a_script_or_a_link_names() {
    #[track_caller]
    fn check(html: &str, expected: &str) {
        let (article, _) = read_article(&html_root(&around(html)), &CONTEXT).unwrap();
        assert_eq!(html_of(&article.body), expected, "{html}");
    }
    check(
        "<div class='wp-playlist wp-audio-playlist'><audio controls></audio><noscript><ol><li><a href='/b.mp3'>Sáng</a></li><li><a href='/c.mp3'>Chiều</a></li></ol></noscript></div>",
        "<ol><li><p><a href=\"https://song-xanh.example/b.mp3\">Sáng</a></p></li><li><p><a href=\"https://song-xanh.example/c.mp3\">Chiều</a></p></li></ol>",
    );
    check(
        "<audio controls>No <a href='https://player.example/why/'>player</a> here: <a href='/b.mp3'>Sáng</a></audio>",
        "<p><a href=\"https://song-xanh.example/b.mp3\">Sáng</a></p>",
    );
    check(
        "<figure><audio src='/b.mp3'><a href='/b.mp3'>Sáng</a></audio><figcaption>C</figcaption></figure>",
        "<figure><audio src=\"https://song-xanh.example/b.mp3\"></audio><figcaption>C</figcaption></figure>",
    );
}

#[test]
fn switches_of_scripts_at_players() {
    check_article(
        &around(
            "<iframe src='https://player.vimeo.com/video/76979871' data-src=true data-lazy-src=1></iframe><video src='/d.mp4' data-src=lazy></video>",
        ),
        "title: a\n--\nvideo https://player.vimeo.com/video/76979871 None\nvideo https://song-xanh.example/d.mp4 None\n--",
    );
}

/// A script would put the player there; for readers without one there is a frame.
#[test]
fn a_player_behind_a_box_of_a_plug_in() {
    let frame = "<iframe title=Phim src='https://www.youtube.com/embed/aqz-KE-bpKQ'></iframe>";
    let video = "title: a\n--\nvideo https://www.youtube.com/embed/aqz-KE-bpKQ Some(\"Phim\")\n--";
    for before in [
        "<div class=rll-youtube-player data-src='https://www.youtube.com/embed/aqz-KE-bpKQ'></div>",
        "",
    ] {
        check_article(
            &format!(
                "<article><h1>a</h1><div>{before}<noscript>{frame}</noscript></div></article>"
            ),
            video,
        );
    }
    // One that stands there already is no second one; others count visits.
    check_article(
        &format!("<article><h1>a</h1><div>{frame}<noscript>{frame}</noscript></div></article>"),
        video,
    );
    check_article(
        "<article><h1>a</h1><p>b</p><noscript><iframe src='https://tags.example/ns.html?id=1'></iframe></noscript></article>",
        "title: a\n--\np b\n--",
    );
}
