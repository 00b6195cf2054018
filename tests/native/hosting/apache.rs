//! A real Apache with a folder of ours.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where Debian keeps its modules.
const MODULES: &str = "/usr/lib/apache2/modules";

/// Whether there is an Apache; the summary of a run names a test that went without.
pub fn is_there(test: &str) -> bool {
    let is_there =
        Command::new("apache2").arg("-v").output().is_ok() && Path::new(MODULES).is_dir();
    if !is_there && let Some(record) = std::env::var_os("READERLY_RECORD") {
        let line = format!("left out\t{test}\tthere is no Apache\n");
        if let Ok(mut file) = fs::OpenOptions::new().append(true).open(record) {
            let _ = file.write_all(line.as_bytes());
        }
    }
    is_there
}

/// A running Apache; ended when dropped.
pub struct Apache {
    child: Child,
    address: String,
}

impl Apache {
    /// Serves `folder` as /readerly/, with these modules; its own files go to `place`.
    pub fn start(folder: &Path, place: &Path, modules: &[&str]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let address = format!("127.0.0.1:{port}");
        let mut text = format!(
            "ServerRoot {0}\nPidFile {0}/pid\nListen {address}\nServerName localhost\nErrorLog {0}/errors\n\
             User www-data\nGroup www-data\nMutex file:{0} default\n",
            place.display()
        );
        for module in ["mpm_event", "authz_core", "alias"].iter().chain(modules) {
            text.push_str(&format!(
                "LoadModule {module}_module {MODULES}/mod_{module}.so\n"
            ));
        }
        if modules.contains(&"mime") {
            let types = place.join("mime.types");
            // The lines of Debian's /etc/mime.types that are about these files.
            fs::write(
                &types,
                "application/gzip gz\ntext/css css\ntext/javascript js mjs\napplication/wasm wasm\n",
            )
            .unwrap();
            text.push_str(&format!("TypesConfig {}\n", types.display()));
        }
        if modules.contains(&"deflate") {
            // As Debian's deflate.conf has it.
            text.push_str(
                "AddOutputFilterByType DEFLATE text/css text/javascript application/wasm\n",
            );
        }
        text.push_str(&format!(
            "Alias /readerly/ {0}/\n<Directory {0}>\nAllowOverride FileInfo\nOptions SymLinksIfOwnerMatch\nRequire all granted\n</Directory>\n",
            folder.display()
        ));
        let file = place.join("httpd.conf");
        fs::write(&file, text).unwrap();
        let child = Command::new("apache2")
            .args(["-DFOREGROUND", "-f"])
            .arg(&file)
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let apache = Self { child, address };
        let start = Instant::now();
        while TcpStream::connect(&apache.address).is_err() {
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "Apache does not answer: {}",
                fs::read_to_string(place.join("errors")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        apache
    }

    /// Sends a request as it stands, and everything that comes back.
    pub fn exchange(&self, request: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        // Asked to stop, it ends its children, too.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}
