//! The program from outside: what it prints, how it ends, and what its page in
//! the documentation says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(unix)]
mod docs;
mod walls;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What came of one call.
struct Call {
    code: Option<i32>,
    output: String,
    complaints: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn fixture(path: &str) -> PathBuf {
    root().join("tests/fixtures").join(path)
}

/// Runs the program in a folder, with something on standard input.
fn call_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Call {
    let mut child = Command::new(env!("CARGO_BIN_EXE_readerly"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that wants no input may have ended.
    let _ = child.stdin.take().unwrap().write_all(input);
    let ended = child.wait_with_output().unwrap();
    Call {
        code: ended.status.code(),
        output: String::from_utf8(ended.stdout).unwrap(),
        complaints: String::from_utf8(ended.stderr).unwrap(),
    }
}

/// Runs the program beside one file.
fn call(file: &str, bytes: &[u8], arguments: &[&str]) -> Call {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(file), bytes).unwrap();
    call_with(folder.path(), arguments, b"")
}

const POST: &str = r#"{"id": 7, "link": "https://ward.example/market/", "title": {"rendered": "Market"},
"content": {"rendered": "<p>The <b>boats</b> are <a href='/back'>back</a>.</p>", "protected": false}}"#;

const MARKET: &str = concat!(
    r#"{"version":1,"title":"Market","url":"https://ward.example/market/","body":[{"type":"paragraph","text":["The ","#,
    r#"{"type":"strong","text":"boats"}," are ",{"type":"link","url":"https://ward.example/back","text":"back"},"."]}]}"#,
    "\n"
);

#[test]
fn a_source_becomes_article_json_that_reads_back() {
    let arguments = ["read", "--base", "https://ward.example/", "post.json"];
    let read = call("post.json", POST.as_bytes(), &arguments);
    assert_eq!(read.complaints, "");
    assert_eq!((read.code, &*read.output), (Some(0), MARKET));

    let again = call("post.json", MARKET.as_bytes(), &arguments);
    assert_eq!((again.code, &*again.output), (Some(0), MARKET));

    let folder = TempDir::new().unwrap();
    let arguments = [
        "read",
        "--format",
        "wordpress",
        "--base",
        "https://ward.example/",
        "-",
    ];
    let piped = call_with(folder.path(), &arguments, POST.as_bytes());
    assert_eq!((piped.code, &*piped.output), (Some(0), MARKET));
}

#[test]
fn the_other_two_forms() {
    let arguments = |to| {
        [
            "read",
            "--to",
            to,
            "--base",
            "https://ward.example/",
            "post.json",
        ]
    };
    let html = call("post.json", POST.as_bytes(), &arguments("html"));
    assert_eq!(html.code, Some(0));
    assert_eq!(
        html.output,
        "<article><header><h1 class=\"title\" part=\"title\" id=\"readerly-title\">Market</h1></header>\
         <div class=\"body\" part=\"body\"><p>The <strong>boats</strong> are <a href=\"https://ward.example/back\">back</a>.</p></div>\
         <p class=\"original\" part=\"original\" lang=\"en\" dir=\"ltr\"><a href=\"https://ward.example/market/\">Read the original</a></p></article>\n"
    );
    let text = call("post.json", POST.as_bytes(), &arguments("text"));
    assert_eq!(
        text.output,
        "Market\n\nThe boats are back.\n\nRead the original: https://ward.example/market/\n"
    );
}

/// What is read by a script in a page has its place in plain HTML too.
#[test]
fn players_are_the_browsers_own_or_links() {
    let article = r#"{"version": 1, "title": "Films", "lang": "ar", "video": [{"url": "/a.mp4", "title": "\"First\""}],
        "body": [{"type": "video", "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": "Second", "caption": "By night"},
        "<div class=\"player\"></div>", {"type": "video", "sources": [{"url": "/c", "type": "video/webm"}]}]}"#;
    let arguments = [
        "read",
        "--to",
        "html",
        "--base",
        "https://ward.example/",
        "films.json",
    ];
    let html = call("films.json", article.as_bytes(), &arguments).output;
    for part in [
        "<article lang=\"ar\" dir=\"rtl\">",
        "</header><figure><video controls=\"\" preload=\"none\" src=\"https://ward.example/a.mp4\" title=\"&quot;First&quot;\">",
        "<p><a href=\"https://www.youtube.com/watch?v=aqz-KE-bpKQ\">Second</a><br>By night</p><p>&lt;div",
        "<source src=\"https://ward.example/c\" type=\"video/webm\">",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

/// Where an article says neither language nor direction, it has those of the
/// page into which its owner puts it.
#[test]
fn what_names_no_language_runs_as_the_page_around_it() {
    #[track_caller]
    fn check(head: &str, start: &str, expected: &[&str]) {
        let article = [
            r#"{"version": 1, "#,
            head,
            r#""title": "سوق", "published": "2020-03-16", "views": 3,
            "body": ["مرحبا", {"type": "table", "body": [["أ", "ب"]]}, {"type": "code", "text": "c"}]}"#,
        ]
        .concat();
        let arguments = ["read", "--to", "html", "a.json"];
        let html = call("a.json", article.as_bytes(), &arguments).output;
        assert!(html.starts_with(start), "{html}");
        let mut found = Vec::new();
        for name in ["<time", "<table", "<code"] {
            let (_, rest) = html.split_once(name).unwrap();
            found.push(rest.split_once('>').unwrap().0);
        }
        assert_eq!(found, expected, "{html}");
        assert!(!html.contains("lang=\"\""), "{html}");
    }
    let date = " datetime=\"2020-03-16\"";
    check("", "<article><header>", &[date, "", " dir=\"ltr\""]);
    let date = [" dir=\"ltr\"", date].concat();
    check(
        r#""dir": "rtl", "#,
        "<article dir=\"rtl\"><header>",
        &[&date, " dir=\"rtl\"", " dir=\"ltr\""],
    );
    check(
        r#""lang": "ar", "#,
        "<article lang=\"ar\" dir=\"rtl\"><header>",
        &[" datetime=\"2020-03-16\"", "", " dir=\"ltr\""],
    );
}

#[test]
fn options_choose_what_is_read() {
    let folder = TempDir::new().unwrap();
    for name in ["rss.xml", "cms.json", "cms-map.json"] {
        fs::copy(fixture("sources").join(name), folder.path().join(name)).unwrap();
    }
    #[track_caller]
    fn check(folder: &Path, arguments: &[&str], title: &str) {
        let read = call_with(folder, arguments, b"");
        assert_eq!(read.code, Some(0), "{}", read.complaints);
        let start = format!("{{\"version\":1,\"title\":{title:?},");
        assert!(read.output.starts_with(&start), "{}", read.output);
    }
    let base = ["read", "--base", "https://song-xanh.example/nguon/1.xml"];
    let with = |more: &[&'static str]| [&base[..], more].concat();
    check(
        folder.path(),
        &with(&["rss.xml"]),
        "Ferries & tides – a night’s work &big;",
    );
    check(
        folder.path(),
        &with(&["--map", "cms-map.json", "cms.json"]),
        "Giờ tiếp dân thay đổi",
    );
    let item = with(&["--item", "tin-2", "--format", "rss", "rss.xml"]);
    let missing = call_with(folder.path(), &item, b"");
    assert_eq!(missing.code, Some(1));
    assert_eq!(
        missing.complaints,
        "rss.xml: error: there is no item with the id or address \"tin-2\"; compare --item with the file, or leave it out for the first\n"
    );
}

/// Exit code and what is said, in full: scripts and people depend on both.
#[test]
fn failures_name_file_place_and_remedy() {
    #[track_caller]
    fn check(file: &str, bytes: &[u8], arguments: &[&str], code: i32, expected: &str) {
        let failed = call(file, bytes, arguments);
        assert_eq!(failed.complaints.trim_end(), expected);
        assert_eq!(
            (failed.code, &*failed.output),
            (Some(code), ""),
            "{expected}"
        );
    }
    let read = ["read", "a.json"];
    check(
        "a.json",
        b"{\n  \"version\": 1,\n  \"title\": \"a\",\n}",
        &read,
        1,
        "a.json:4:1: error: this is not JSON: trailing comma; check that the file is whole, and no error page of a server",
    );
    check(
        "a.json",
        b"{\"status\": 404, \"message\": \"No route was found\"}",
        &["check", "a.json"],
        1,
        "a.json: error: this JSON is in no form that is known here; it says \"No route was found\"; say with --map where its title and text stand",
    );
    check(
        "a.json",
        b"{\"title\": {}}",
        &["read", "--format", "ghost", "a.json"],
        1,
        "a.json: error: this is not what --format ghost says; leave it out to have the format found out",
    );
    check(
        "a.json",
        b"{\"version\": 1}",
        &read,
        1,
        "a.json: error: the article has neither a title nor any text; give it a title and a body",
    );
    check(
        "a.json",
        b"{\"version\": 1, \"title\": \"\xff\"}",
        &read,
        3,
        "a.json: error: it is not UTF-8; name its encoding with --charset, such as --charset windows-1258",
    );
    check(
        "map.json",
        b"{\"title\": \"/a\"\n\"body\": \"/b\"}",
        &["read", "--map", "map.json", "a.json"],
        2,
        "map.json:2:1: error: --map wants JSON, and this is none from here on",
    );
    check(
        "a.json",
        b"{\"a\": \"b\"}",
        &["read", "--map", "nowhere.json", "a.json"],
        3,
        "nowhere.json: error: it cannot be read: No such file or directory (os error 2); check its name and who may read it",
    );
    for (arguments, part) in [
        (vec!["read"], "<FILE>"),
        (
            vec!["read", "--base", "/news", "a.json"],
            "write the whole address",
        ),
        (
            vec!["read", "--charset", "tcvn3", "a.json"],
            "no encoding of the web has this name",
        ),
        (vec!["read", "--format", "word", "a.json"], "portable-text"),
    ] {
        let failed = call("a.json", b"", &arguments);
        assert_eq!(failed.code, Some(2), "{arguments:?}");
        assert!(failed.complaints.contains(part), "{}", failed.complaints);
    }
}

#[test]
fn warnings_leave_the_article_and_the_exit_code_of_read_alone() {
    let page = "<article><h1>Market</h1><p>The boats are <a href='/back'>back</a>.</p></article>";
    let read = call("a.html", page.as_bytes(), &["read", "a.html"]);
    assert_eq!(read.code, Some(0));
    assert_eq!(
        read.output,
        "{\"version\":1,\"title\":\"Market\",\"body\":[\"The boats are back.\"]}\n"
    );
    assert_eq!(
        read.complaints,
        "a.html: warning: block 1 (a), field \"href\": \"/back\" is not an address; only the link's text is shown\n\
         a.html: relative addresses need to know where the file is published: add --base URL\n"
    );
}

#[test]
fn check_says_what_a_reader_would_say() {
    #[track_caller]
    fn check(file: &str, text: &str, code: i32, expected: &str) {
        let checked = call(
            file,
            text.as_bytes(),
            &["check", "--base", "https://ward.example/", file],
        );
        assert_eq!(checked.complaints, "");
        assert_eq!((checked.code, &*checked.output), (Some(code), expected));
    }
    check(
        "a.json",
        MARKET,
        0,
        "a.json: \"Market\", 1 block, 0 warnings\n",
    );
    check(
        "post.json",
        POST,
        0,
        "post.json: \"Market\", 1 block, 0 warnings\n\
         post.json: visitors download a further module to read this; the article JSON that readerly read makes of it needs none\n",
    );
    check(
        "a.json",
        r#"{"version": 1, "body": ["a", {"type": "figure", "image": {"url": "javascript:x", "alt": ""}}]}"#,
        4,
        "a.json: no title, 1 block, 2 warnings\n  \
           block 2 (figure), field \"image.url\": \"javascript:…\" is not an allowed address; the picture was left out\n  \
           field \"title\": is missing; the article is shown without a headline\n",
    );
}

/// As the widget reads bytes, with another decoder in place of the browser's.
#[test]
fn old_encodings_keep_their_letters() {
    #[track_caller]
    fn check(bytes: &[u8], arguments: &[&str]) {
        let arguments = [&["read", "--to", "text"], arguments, &["a.html"]].concat();
        let read = call("a.html", bytes, &arguments);
        assert_eq!(
            read.output, "Tiếng Việt\n\nMột đoạn.\n",
            "{}",
            read.complaints
        );
    }
    // Here a tone is a mark behind its letter.
    let vietnamese =
        b"<article><h1>Ti\xea\xecng Vi\xea\xf2t</h1><p>M\xf4\xf2t \xf0oa\xf2n.</p></article>";
    check(vietnamese, &["--charset", "windows-1258"]);
    let named = [&b"<meta charset=windows-1258>"[..], vietnamese].concat();
    check(&named, &[]);
    let wide = "\u{feff}<article><h1>Tiếng Việt</h1><p>Một đoạn.</p></article>";
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&wide, &[]);
}

/// Whoever reads the output may have had enough: that is no failure.
#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_in_silence() {
    let folder = TempDir::new().unwrap();
    let body = "a long paragraph ".repeat(100_000);
    fs::write(
        folder.path().join("a.json"),
        format!("{{\"version\":1,\"title\":\"a\",\"body\":[{body:?}]}}"),
    )
    .unwrap();
    let ended = Command::new("sh")
        .args([
            "-c",
            "\"$0\" read a.json | head -c 1 > /dev/null",
            env!("CARGO_BIN_EXE_readerly"),
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
    assert!(ended.status.success());
}
