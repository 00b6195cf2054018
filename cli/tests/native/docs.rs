//! Every command on docs/convert.md is run as it stands there, in one folder and
//! one after the other. What would need a network or another system (`curl`,
//! `wp`, `hugo`) is a small script that does what the page expects of it.

use super::{MARKET, POST, fixture, root};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The fenced examples of a language, and the names of files that stand before them.
fn examples<'a>(page: &'a str, language: &str) -> Vec<(Option<&'a str>, &'a str)> {
    let fence = format!("```{language}\n");
    let mut examples = Vec::new();
    let mut before = "";
    let mut rest = page;
    while let Some((text, after)) = rest.split_once(&fence) {
        before = if text.is_empty() { before } else { text };
        let (example, after) = after.split_once("```").unwrap();
        let line = before.trim_end().lines().next_back().unwrap_or_default();
        let name = line
            .strip_prefix('`')
            .and_then(|name| name.strip_suffix("`:"));
        examples.push((name, example));
        rest = after;
    }
    examples
}

/// A program that others find by its name.
fn install(folder: &Path, name: &str, script: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\nset -eu\n{script}")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

struct Server {
    folder: TempDir,
    programs: TempDir,
}

impl Server {
    fn new() -> Self {
        let server = Self {
            folder: TempDir::new().unwrap(),
            programs: TempDir::new().unwrap(),
        };
        let programs = server.programs.path();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_readerly"), programs.join("readerly"))
            .unwrap();
        fs::write(programs.join("post"), POST).unwrap();
        fs::copy(fixture("sources/rss.xml"), programs.join("feed")).unwrap();
        // Only what the page asks for is answered.
        install(
            programs,
            "curl",
            r#"test "$1 $2 $3 $4" = "--fail --silent --show-error --output"
case "$6" in
  'https://ward.example/wp-json/wp/v2/posts/1742?_embed') cp "$(dirname "$0")/post" "$5" ;;
  https://ward.example/feed.xml) cp "$(dirname "$0")/feed" "$5" ;;
  *) exit 22 ;;
esac
"#,
        );
        install(
            programs,
            "wp",
            r#"case "$1 $2" in
  'post list') test "$3 $4" = "--post_status=publish --field=ID"; echo 1742; echo 1743 ;;
  eval*) case "$2" in *"'/wp/v2/posts/174"[23]"'"*) cat "$(dirname "$0")/post" ;; *) exit 1 ;; esac ;;
  *) exit 1 ;;
esac
"#,
        );
        install(
            programs,
            "hugo",
            "mkdir -p public/posts/market 'public/posts/old market'\n\
             echo '<article><h1>Market</h1><p>The boats are <a href=\"#a\">back</a>.</p></article>' > public/posts/market/index.html\n\
             cp public/posts/market/index.html 'public/posts/old market'\n",
        );
        server
    }

    #[track_caller]
    fn run(&self, script: &str) {
        let path = std::env::var("PATH").unwrap_or_default();
        let ended = Command::new("sh")
            .args(["-e", "-c", script])
            .current_dir(self.folder.path())
            .env("PATH", format!("{}:{path}", self.programs.path().display()))
            .output()
            .unwrap();
        let complaints = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{script}\n{complaints}");
    }

    fn file(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

#[test]
fn every_command_of_the_page_is_run() {
    let page = fs::read_to_string(root().join("docs/convert.md")).unwrap();
    let server = Server::new();
    let market = server.folder.path().join("market.html");
    fs::copy(fixture("corpus/pages/vi-newspaper.html"), market).unwrap();
    let mut count = 0;
    for (name, example) in examples(&page, "sh") {
        match name {
            // A script of its own is run by the line of the crontab.
            Some(name) => {
                fs::write(server.folder.path().join(name), example).unwrap();
                let crontab = examples(&page, "crontab")[0].1.trim();
                let fields: Vec<&str> = crontab.split_whitespace().collect();
                let program = fields[5].strip_prefix("/srv/ward/").unwrap();
                assert_eq!((fields.len(), program), (6, name), "{crontab}");
                server.run(&format!("chmod +x {name}; ./{program}"));
            }
            None => server.run(example),
        }
        count += 1;
    }
    assert_eq!(count, 7);
    assert!(server.file("market.json").starts_with("{\"version\":1,"));
    for name in ["1742.json", "articles/1742.json", "articles/1743.json"] {
        assert_eq!(server.file(name), MARKET, "{name}");
    }
    for name in ["market", "old market"] {
        let written = server.file(&format!("public/posts/{name}/article.json"));
        assert!(written.contains("\"url\":\"#a\""), "{written}");
    }
    assert!(server.file("newest.json").contains("Ferries & tides"));
    assert!(server.file("1742.html").starts_with("<article>"));
    assert!(
        server
            .file("1742.txt")
            .starts_with("Market\n\nThe boats are back.\n")
    );
}

/// The tables of the page are whole.
#[test]
fn every_option_and_exit_code_is_on_the_page() {
    let page = fs::read_to_string(root().join("docs/convert.md")).unwrap();
    let help = Command::new(env!("CARGO_BIN_EXE_readerly"))
        .args(["read", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let mut count = 0;
    for line in help
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("--"))
    {
        let option = line.split([' ', '=']).next().unwrap();
        assert!(
            page.contains(&format!("`{option} ")),
            "{option} is not on the page"
        );
        count += 1;
    }
    assert!(count >= 6, "{help}");
    for code in 0..=4 {
        assert!(page.contains(&format!("\n| {code} | ")), "{code}");
        assert!(help.contains(&format!("\n  {code}  ")), "{code}");
    }
}
