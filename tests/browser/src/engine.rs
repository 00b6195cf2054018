//! The three browser engines and where their programs are found.

use std::env;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

/// Flags without which Chromium does not run as root in a container, or spends
/// its start-up on refused connections to update and sync servers.
/// And the box of suggestions under the address, which a headless window draws
/// as a page of its own: half the processor time of the stories went there.
/// And what a browser that has told many stories has learned: whom pages on this
/// host go on to contact, where it would connect before anybody asks.
const CHROMIUM_FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,LoadingPredictorUseLocalPredictions",
    "--window-size=1280,900",
];

/// A browser engine that every story is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// Chromium, driven by chromedriver.
    Chromium,
    /// Firefox ESR, driven by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, driven by WebKitWebDriver under Xvfb.
    WebKit,
}

impl Engine {
    /// The engine with this lower-case name, as the `stories!` macro and
    /// `READERLY_ENGINES` spell it.
    ///
    /// # Panics
    /// When no engine has that name: the name is written in a test.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::WebKit,
            _ => panic!("no engine is called {name:?}: write chromium, firefox or webkit"),
        }
    }

    /// Whether the developer asked for this engine. `READERLY_ENGINES` is a
    /// comma-separated list of names; unset or empty means all three.
    #[must_use]
    pub fn is_wanted(self) -> bool {
        match env::var("READERLY_ENGINES") {
            Ok(names) if !names.trim().is_empty() => {
                names.split(',').any(|name| name.trim() == self.to_string())
            }
            _ => true,
        }
    }

    /// The WebDriver server of this engine, ready to be started.
    ///
    /// # Errors
    /// When the driver is not installed: the message says what installs it.
    pub fn driver_program(self) -> Result<PathBuf> {
        match self {
            Self::Chromium => find_program(
                &["chromedriver"],
                "apt-get install chromium chromium-driver",
            ),
            Self::Firefox => find_program(
                &["geckodriver"],
                "cargo install geckodriver@0.37.1 --locked",
            ),
            Self::WebKit => find_program(&["WebKitWebDriver"], "apt-get install webkit2gtk-driver"),
        }
    }

    /// The arguments that make the driver listen on `port` of the loopback
    /// address.
    #[must_use]
    pub fn driver_arguments(self, port: u16) -> Vec<String> {
        match self {
            Self::Chromium | Self::WebKit => vec![format!("--port={port}")],
            Self::Firefox => vec![format!("--port={port}"), "--log=fatal".to_owned()],
        }
    }

    /// The W3C capabilities for a new session.
    ///
    /// `extra_flags` go to Chromium's command line, `preferences` into the
    /// Firefox profile; the other engines ignore what is not theirs. All that
    /// is not on the loopback address goes through the proxy, whose stubs have
    /// certificates that nobody signed.
    ///
    /// # Errors
    /// When the browser itself is not installed.
    pub fn capabilities(
        self,
        extra_flags: &[String],
        preferences: &[(String, Value)],
        proxy: SocketAddr,
    ) -> Result<Value> {
        let mut capabilities = self.own_capabilities(extra_flags, preferences)?;
        capabilities["acceptInsecureCerts"] = json!(true);
        if self == Self::WebKit {
            // MiniBrowser takes a proxy on its command line only.
            capabilities["webkitgtk:browserOptions"]["args"] = json!([
                "--automation",
                format!("--proxy=http://{proxy}"),
                "--ignore-host=127.0.0.1",
                "--ignore-host=localhost",
            ]);
            return Ok(capabilities);
        }
        let proxy = proxy.to_string();
        capabilities["proxy"] = json!({
            "proxyType": "manual",
            "httpProxy": proxy,
            "sslProxy": proxy,
            "noProxy": ["127.0.0.1", "localhost"],
        });
        Ok(capabilities)
    }

    fn own_capabilities(
        self,
        extra_flags: &[String],
        preferences: &[(String, Value)],
    ) -> Result<Value> {
        Ok(match self {
            Self::Chromium => {
                let binary = find_program(
                    &["chromium", "chromium-browser", "google-chrome"],
                    "apt-get install chromium chromium-driver",
                )?;
                let flags: Vec<String> = CHROMIUM_FLAGS
                    .iter()
                    .map(|flag| (*flag).to_owned())
                    .chain(extra_flags.iter().cloned())
                    .collect();
                json!({
                    "browserName": "chrome",
                    "unhandledPromptBehavior": "dismiss and notify",
                    "goog:chromeOptions": { "binary": binary, "args": flags },
                })
            }
            Self::Firefox => {
                let binary =
                    find_program(&["firefox-esr", "firefox"], "apt-get install firefox-esr")?;
                let mut profile = firefox_preferences();
                for (name, value) in preferences {
                    profile.insert(name.clone(), value.clone());
                }
                json!({
                    "browserName": "firefox",
                    "unhandledPromptBehavior": "dismiss and notify",
                    "moz:firefoxOptions": {
                        "binary": binary,
                        "args": ["-headless", "--width=1280", "--height=900"],
                        "prefs": profile,
                    },
                })
            }
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": find_mini_browser()?,
                    "args": ["--automation"],
                },
            }),
        })
    }

    /// Whether the engine draws on an X display rather than headless.
    #[must_use]
    pub fn needs_display(self) -> bool {
        self == Self::WebKit
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// The virtual X server that WebKitGTK draws on.
///
/// # Errors
/// When it is not installed.
pub fn display_program() -> Result<PathBuf> {
    find_program(&["Xvfb"], "apt-get install xvfb")
}

/// Preferences that keep Firefox from contacting anybody but the story's own
/// servers, and from showing pages of its own.
fn firefox_preferences() -> serde_json::Map<String, Value> {
    let pairs = [
        ("app.update.disabledForTesting", json!(true)),
        ("browser.aboutwelcome.enabled", json!(false)),
        ("browser.newtabpage.enabled", json!(false)),
        ("browser.safebrowsing.downloads.enabled", json!(false)),
        ("browser.safebrowsing.malware.enabled", json!(false)),
        ("browser.safebrowsing.phishing.enabled", json!(false)),
        ("browser.startup.homepage_override.mstone", json!("ignore")),
        ("datareporting.policy.dataSubmissionEnabled", json!(false)),
        ("dom.ipc.processPrelaunch.enabled", json!(false)),
        ("extensions.getAddons.cache.enabled", json!(false)),
        ("media.gmp-manager.updateEnabled", json!(false)),
        ("network.captive-portal-service.enabled", json!(false)),
        ("network.connectivity-service.enabled", json!(false)),
        // The stories' servers are on the loopback address, which Firefox
        // would otherwise take for a private network of a public page.
        ("network.lna.blocking", json!(false)),
        ("services.settings.server", json!("http://127.0.0.1:9/")),
        ("toolkit.telemetry.enabled", json!(false)),
    ];
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn find_program(names: &[&str], install_line: &str) -> Result<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    if let Some(home) = env::var_os("CARGO_HOME") {
        folders.push(Path::new(&home).join("bin"));
    }
    if let Some(home) = env::var_os("HOME") {
        folders.push(Path::new(&home).join(".cargo/bin"));
    }
    folders.extend(["/usr/bin", "/usr/lib/chromium", "/usr/local/bin"].map(PathBuf::from));
    for name in names {
        if let Some(found) = folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())
        {
            return Ok(found);
        }
    }
    bail!(
        "{} is not installed. Install it with: {install_line}",
        names.first().copied().unwrap_or_default()
    )
}

/// MiniBrowser is not on `PATH`: Debian keeps it beside the library, in a
/// folder named after the architecture and the library's version.
fn find_mini_browser() -> Result<PathBuf> {
    let mut candidates = Vec::new();
    for base in ["/usr/lib", "/usr/libexec"] {
        let Ok(entries) = std::fs::read_dir(base) else {
            continue;
        };
        for entry in entries.flatten() {
            let folder = entry.path();
            for version in ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"] {
                candidates.push(folder.join(version).join("MiniBrowser"));
            }
            candidates.push(folder.join("MiniBrowser"));
        }
    }
    candidates.sort();
    candidates
        .into_iter()
        .find(|path| path.is_file())
        .context("MiniBrowser is not installed. Install it with: apt-get install webkit2gtk-driver")
}
