//! Readerly's files behind a real nginx, set up as `docs/hosting/nginx.conf` says.

#[path = "../../endpoint/tests/endpoint/support/nginx.rs"]
mod nginx;

use std::fs;
use std::path::PathBuf;

const OURS: &str = include_str!("../../docs/hosting/nginx.conf");

/// A folder that goes when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("readerly-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_file_for_nginx_is_taken_as_it_is() {
    if nginx::is_there("hosting::the_file_for_nginx_is_taken_as_it_is") {
        let folder = Folder::new("hosting-check");
        nginx::check(OURS, &folder.0);
    }
}

#[test]
fn files_have_types_sizes_and_lives() {
    if !nginx::is_there("hosting::files_have_types_sizes_and_lives") {
        return;
    }
    let folder = Folder::new("hosting");
    for name in [
        "readerly.js",
        "readerly.mjs",
        "readerly.1a2b3c4d.css",
        "readerly-glue.1a2b3c4d.js",
        "readerly_bg.1a2b3c4d.wasm",
        "readerly_shared_2.1a2b3c4d.wasm",
    ] {
        fs::write(folder.0.join(name), "whole").unwrap();
        fs::write(folder.0.join(format!("{name}.gz")), "small").unwrap();
    }
    let site = OURS.replace("/var/www/readerly/", &format!("{}/", folder.0.display()));
    let nginx = nginx::Nginx::start(&site, &folder.0);
    let head = |path: &str, accepts: &str| {
        let request = format!(
            "GET /readerly/{path} HTTP/1.1\r\nHost: files.example\r\nOrigin: https://ward.example\r\nAccept-Encoding: {accepts}\r\nConnection: close\r\n\r\n"
        );
        String::from_utf8(nginx.exchange(&request))
            .unwrap()
            .to_ascii_lowercase()
    };
    #[track_caller]
    fn check(answer: &str, parts: &[&str]) {
        assert!(answer.starts_with("http/1.1 200 "), "{answer}");
        for part in parts {
            assert!(answer.contains(part), "{part} is not in {answer}");
        }
    }
    const FOR_EVER: &str = "cache-control: public, max-age=31536000, immutable";
    check(
        &head("readerly.js", "gzip"),
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
        &head("readerly.mjs", "gzip"),
        &["content-type: text/javascript", "cache-control: no-cache"],
    );
    check(
        &head("readerly_bg.1a2b3c4d.wasm", "gzip, br"),
        &[
            "content-type: application/wasm",
            "content-encoding: gzip",
            FOR_EVER,
        ],
    );
    check(
        &head("readerly_shared_2.1a2b3c4d.wasm", ""),
        &["content-type: application/wasm", FOR_EVER, "\r\n\r\nwhole"],
    );
    check(
        &head("readerly-glue.1a2b3c4d.js?1", "gzip"),
        &["content-type: text/javascript", FOR_EVER],
    );
    check(
        &head("readerly.1a2b3c4d.css", "gzip"),
        &["content-type: text/css", FOR_EVER],
    );
}
