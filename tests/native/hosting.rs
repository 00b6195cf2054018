//! Readerly's files behind real servers, set up as `docs/hosting/` says.

#[path = "hosting/apache.rs"]
mod apache;
#[path = "../../endpoint/tests/endpoint/support/nginx.rs"]
mod nginx;
#[path = "../../endpoint/tests/endpoint/support/web_server.rs"]
mod web_server;

use std::fs;
use std::path::PathBuf;

const FOR_NGINX: &str = include_str!("../../docs/hosting/nginx.conf");
const FOR_APACHE: &str = include_str!("../../docs/hosting/htaccess");
const FOR_IIS: &str = include_str!("../../docs/hosting/web.config");

/// A folder that goes when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("readerly-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// With files of a release, each with a compressed one beside it.
    fn with_release(name: &str) -> Self {
        let folder = Self::new(name);
        for name in [
            "readerly.js",
            "readerly.mjs",
            "readerly-inline.css",
            "readerly.1a2b3c4d.css",
            "readerly-glue.1a2b3c4d.js",
            "readerly_bg.1a2b3c4d.wasm",
            "readerly_shared_2.1a2b3c4d.wasm",
        ] {
            fs::write(folder.0.join(name), "whole").unwrap();
            fs::write(folder.0.join(format!("{name}.gz")), "small").unwrap();
            fs::write(folder.0.join(format!("{name}.br")), "least").unwrap();
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn request(path: &str, accepts: &str) -> String {
    format!(
        "GET /readerly/{path} HTTP/1.1\r\nHost: files.example\r\nOrigin: https://ward.example\r\nAccept-Encoding: {accepts}\r\nConnection: close\r\n\r\n"
    )
}

#[track_caller]
fn check(answer: Vec<u8>, parts: &[&str]) {
    let answer = String::from_utf8(answer).unwrap().to_ascii_lowercase();
    assert!(answer.starts_with("http/1.1 200 "), "{answer}");
    for part in parts {
        assert!(answer.contains(part), "{part} is not in {answer}");
    }
}

/// What owners are promised of a server. `exchange` sends a request.
fn keeps_the_promises(exchange: impl Fn(&str) -> Vec<u8>) {
    const FOR_EVER: &str = "cache-control: public, max-age=31536000, immutable";
    let get = |path: &str, accepts: &str| exchange(&request(path, accepts));
    check(
        get("readerly.js", "gzip"),
        &[
            "content-type: text/javascript; charset=utf-8",
            "content-encoding: gzip",
            "vary: accept-encoding",
            "cache-control: no-cache",
            "access-control-allow-origin: *",
            "\r\n\r\nsmall",
        ],
    );
    check(
        get("readerly.mjs", "gzip"),
        &["content-type: text/javascript", "cache-control: no-cache"],
    );
    check(
        get("readerly_bg.1a2b3c4d.wasm", "gzip"),
        &[
            "content-type: application/wasm",
            "content-encoding: gzip",
            FOR_EVER,
        ],
    );
    check(
        get("readerly_shared_2.1a2b3c4d.wasm", ""),
        &["content-type: application/wasm", FOR_EVER, "\r\n\r\nwhole"],
    );
    check(
        get("readerly-glue.1a2b3c4d.js?1", "gzip"),
        &["content-type: text/javascript", FOR_EVER],
    );
    check(
        get("readerly.1a2b3c4d.css", "gzip"),
        &["content-type: text/css", FOR_EVER],
    );
    check(
        get("readerly-inline.css", "gzip"),
        &["content-type: text/css", "cache-control: no-cache"],
    );
    // What is not there is no matter of CORS, and may be there tomorrow.
    let missing = String::from_utf8(get("readerly_bg.00000000.wasm", "gzip"))
        .unwrap()
        .to_ascii_lowercase();
    assert!(missing.starts_with("http/1.1 404 "), "{missing}");
    assert!(
        missing.contains("access-control-allow-origin: *"),
        "{missing}"
    );
    assert!(!missing.contains("immutable"), "{missing}");
}

#[test]
fn the_file_for_nginx_is_taken_as_it_is() {
    if nginx::is_there("hosting::the_file_for_nginx_is_taken_as_it_is") {
        let folder = Folder::new("hosting-check");
        nginx::check(FOR_NGINX, &folder.0);
    }
}

#[test]
fn nginx_keeps_the_promises() {
    if !nginx::is_there("hosting::nginx_keeps_the_promises") {
        return;
    }
    let folder = Folder::with_release("hosting-nginx");
    let site = FOR_NGINX.replace("/var/www/readerly/", &format!("{}/", folder.0.display()));
    let nginx = nginx::start(&site, &folder.0);
    keeps_the_promises(|request| nginx.exchange(request));
}

#[test]
fn apache_keeps_the_promises() {
    if !apache::is_there("hosting::apache_keeps_the_promises") {
        return;
    }
    let folder = Folder::with_release("hosting-apache");
    fs::write(folder.0.join(".htaccess"), FOR_APACHE).unwrap();
    let place = Folder::new("hosting-apache-place");
    // As Debian has it after `a2enmod rewrite headers`.
    let apache = apache::start(
        &folder.0,
        &place.0,
        &["mime", "rewrite", "headers", "filter", "deflate"],
    );
    keeps_the_promises(|request| apache.exchange(request));
    check(
        apache.exchange(&request("readerly.js", "gzip, br")),
        &["content-encoding: br", "text/javascript", "least"],
    );
}

/// A host that has switched on neither: the files come all the same.
#[test]
fn apache_without_its_modules_serves_the_files() {
    if !apache::is_there("hosting::apache_without_its_modules_serves_the_files") {
        return;
    }
    let folder = Folder::with_release("hosting-apache-bare");
    fs::write(folder.0.join(".htaccess"), FOR_APACHE).unwrap();
    let place = Folder::new("hosting-apache-bare-place");
    let apache = apache::start(&folder.0, &place.0, &["mime"]);
    check(
        apache.exchange(&request("readerly_bg.1a2b3c4d.wasm", "gzip")),
        &["content-type: application/wasm", "whole"],
    );
}

/// There is no IIS to try it with, so its file is held against what its
/// documents say: every section once, an ending taken away before it is added,
/// and the types and lives of the other two.
#[test]
fn the_file_for_iis_is_well_formed_and_says_the_same() {
    let count = |part: &str| FOR_IIS.matches(part).count();
    for ending in [".js", ".mjs", ".wasm"] {
        let removed = FOR_IIS.find(&format!("<remove fileExtension=\"{ending}\" />"));
        let added = FOR_IIS.find(&format!("<mimeMap fileExtension=\"{ending}\" "));
        assert!(removed.is_some() && removed < added, "{ending}");
    }
    for (name, times) in [
        ("system.webServer", 8),
        ("staticContent", 8),
        ("location", 7),
        ("configuration", 1),
    ] {
        let opened = count(&format!("<{name}>")) + count(&format!("<{name} "));
        assert_eq!(
            (opened, count(&format!("</{name}>"))),
            (times, times),
            "{name}"
        );
    }
    for part in [
        "application/wasm",
        "text/javascript",
        "365.00:00:00",
        "immutable",
        "DisableCache",
    ] {
        assert!(FOR_IIS.contains(part), "{part}");
    }
}
