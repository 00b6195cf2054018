//! A real nginx with a file of ours, for tests.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::web_server::{self, WebServer};

/// Whether there is an nginx; the summary of a run names a test that went without.
pub fn is_there(test: &str) -> bool {
    web_server::is_there("nginx", test)
}

/// What `nginx -t` says of a site's file; what it writes goes to `folder`.
#[track_caller]
pub fn check(site: &str, folder: &Path) {
    let output: Output = Command::new("nginx")
        .args(["-t", "-c", &written(site, folder)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // Someone who is not root may not listen on port 80.
    let is_denied = said.contains("bind() to 0.0.0.0:80 failed (13");
    assert!(output.status.success() || is_denied, "{said}");
    assert!(!said.contains("[warn]"), "{said}");
}

/// Writes the site's file and an `nginx.conf` around it; its path.
fn written(site: &str, folder: &Path) -> String {
    let path = folder.join("site.conf");
    fs::write(&path, site).unwrap();
    let site = path.display();
    let place = folder.display();
    let mut text = format!("daemon off; pid {place}/pid; error_log stderr; events {{ }} http {{\n");
    for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
        text.push_str(&format!("{kind}_temp_path {place}/{kind};\n"));
    }
    text.push_str(&format!("access_log off; include {site};\n}}\n"));
    let whole = folder.join("nginx.conf");
    fs::write(&whole, text).unwrap();
    whole.to_str().unwrap().to_owned()
}

/// Starts it with a site's file, whose ports 80 become a free one.
pub fn start(site: &str, folder: &Path) -> WebServer {
    let address = web_server::free_address();
    let site = site
        .replace("listen 80;", &format!("listen {address};"))
        .replace("    listen [::]:80;\n", "");
    let mut nginx = Command::new("nginx");
    WebServer::start(nginx.args(["-c", &written(&site, folder)]), address)
}
