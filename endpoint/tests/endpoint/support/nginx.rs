//! A real nginx with a file of ours, for tests.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Whether there is an nginx; the summary of a run names a test that went without.
pub fn is_there(test: &str) -> bool {
    let is_there = Command::new("nginx").arg("-v").output().is_ok();
    if !is_there && let Some(record) = std::env::var_os("READERLY_RECORD") {
        let line = format!("left out\t{test}\tthere is no nginx\n");
        if let Ok(mut file) = fs::OpenOptions::new().append(true).open(record) {
            let _ = file.write_all(line.as_bytes());
        }
    }
    is_there
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

/// A running nginx; ended when dropped.
pub struct Nginx {
    child: Child,
    pub address: String,
}

impl Nginx {
    /// With a site's file, whose ports 80 become a free one.
    pub fn start(site: &str, folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let address = format!("127.0.0.1:{port}");
        let site = site
            .replace("listen 80;", &format!("listen {address};"))
            .replace("    listen [::]:80;\n", "");
        let child = Command::new("nginx")
            .args(["-c", &written(&site, folder)])
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let nginx = Self { child, address };
        let start = Instant::now();
        while TcpStream::connect(&nginx.address).is_err() {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "nginx does not listen"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    /// Sends a whole request and reads until the connection ends.
    pub fn exchange(&self, request: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // SIGTERM, so that its workers go too.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}
