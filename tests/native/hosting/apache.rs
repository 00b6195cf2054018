//! A real Apache with a folder of ours.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::web_server::{self, WebServer};

/// Where Debian keeps its modules.
const MODULES: &str = "/usr/lib/apache2/modules";

/// Whether there is an Apache; the summary of a run names a test that went without.
pub fn is_there(test: &str) -> bool {
    web_server::is_there("apache2", test)
}

/// Serves `folder` as /readerly/, with these modules; its own files go to `place`.
pub fn start(folder: &Path, place: &Path, modules: &[&str]) -> WebServer {
    let address = web_server::free_address();
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
        text.push_str("AddOutputFilterByType DEFLATE text/css text/javascript application/wasm\n");
    }
    text.push_str(&format!(
            "Alias /readerly/ {0}/\n<Directory {0}>\nAllowOverride FileInfo\nOptions SymLinksIfOwnerMatch\nRequire all granted\n</Directory>\n",
            folder.display()
        ));
    let file = place.join("httpd.conf");
    fs::write(&file, text).unwrap();
    let mut apache = Command::new("apache2");
    WebServer::start(apache.args(["-DFOREGROUND", "-f"]).arg(&file), address)
}
