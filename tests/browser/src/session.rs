//! WebDriver sessions and the pool that lends them to stories.

use std::collections::HashMap;
use std::ffi::OsString;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use thirtyfour::{Capabilities, WebDriver};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::net::TcpStream;

use crate::engine::{self, Engine};
use crate::provider::{Providers, Proxy};
use crate::supervised::Supervised;
use crate::wait;

/// What a session may ask for beyond the ordinary. Such a session is not
/// lent to another story.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// More flags for Chromium.
    pub chromium_flags: Vec<String>,
    /// More preferences for Firefox.
    pub firefox_preferences: Vec<(String, Value)>,
}

impl Wishes {
    fn is_ordinary(&self) -> bool {
        self.chromium_flags.is_empty() && self.firefox_preferences.is_empty()
    }
}

/// A browser with a fresh profile and the driver process that holds it.
#[derive(Debug)]
pub struct Session {
    /// The connection to the browser.
    pub driver: WebDriver,
    engine: Engine,
    proxy: Proxy,
    ordinary: bool,
    // Kept for their end: they leave when these are dropped.
    _process: Supervised,
    _screen: Option<Supervised>,
}

impl Session {
    /// The network beyond the loopback address, as this browser has it.
    #[must_use]
    pub fn providers(&self) -> &Providers {
        &self.proxy.providers
    }

    /// Takes an idle session of this engine from the pool, or starts one.
    ///
    /// # Errors
    /// When the engine is not installed (the message says what installs it)
    /// or does not start.
    pub async fn borrow(engine: Engine, wishes: &Wishes) -> Result<Self> {
        if wishes.is_ordinary()
            && let Some(session) = take_idle(engine)
        {
            session.providers().reset();
            return Ok(session);
        }
        // A free port can be taken by another process before the driver binds
        // it, and a loaded machine can be slow: one more try, then the truth.
        match Self::start(engine, wishes).await {
            Ok(session) => Ok(session),
            Err(first) => Self::start(engine, wishes)
                .await
                .with_context(|| format!("{engine} did not start, twice; first: {first:#}")),
        }
    }

    /// Gives the session back. What the story left behind (windows, cookies,
    /// emulated media) is cleared first; a session that cannot be cleared, or
    /// may have cookies of other hosts, is ended instead.
    pub async fn give_back(self) {
        let lendable = self.ordinary && !self.providers().leaves_traces();
        if lendable && self.clear().await.is_ok() {
            idle()
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(self);
        } else {
            self.end().await;
        }
    }

    /// Ends the browser.
    pub async fn end(self) {
        // The browser leaves with its driver process in any case.
        let _ = self.driver.quit().await;
    }

    async fn start(engine: Engine, wishes: &Wishes) -> Result<Self> {
        let program = engine.driver_program()?;
        let proxy = Proxy::start().await?;
        let capabilities = engine.capabilities(
            &wishes.chromium_flags,
            &wishes.firefox_preferences,
            proxy.address,
        )?;
        let mut environment = HashMap::new();
        let mut screen = None;
        if engine.needs_display() {
            // One for each browser: without a window manager only one window
            // of a display has the focus, and the pages of the others show
            // none of theirs.
            let (name, process) = display().await?;
            environment.insert("DISPLAY".to_owned(), OsString::from(name));
            screen = Some(process);
            // A browser of its own, not a new window of one that runs already.
            environment.insert("GDK_BACKEND".to_owned(), OsString::from("x11"));
            environment.insert(
                "DBUS_SESSION_BUS_ADDRESS".to_owned(),
                OsString::from("disabled:"),
            );
            environment.insert("NO_AT_BRIDGE".to_owned(), OsString::from("1"));
        }
        if engine == Engine::Firefox {
            environment.insert("MOZ_HEADLESS_WIDTH".to_owned(), OsString::from("1280"));
            environment.insert("MOZ_HEADLESS_HEIGHT".to_owned(), OsString::from("900"));
        }
        let port = free_port()?;
        let mut process =
            Supervised::start(&program, &engine.driver_arguments(port), &environment)?;
        drain(&mut process);
        wait::until_true("the driver to listen", || async move {
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .await
                .is_ok())
        })
        .await
        .with_context(|| format!("{} did not listen on port {port}", program.display()))?;

        let Value::Object(capabilities) = capabilities else {
            bail!("capabilities are an object");
        };
        let driver = WebDriver::new(
            format!("http://127.0.0.1:{port}"),
            Capabilities::from(capabilities),
        )
        .await
        .with_context(|| format!("{engine} did not open a session"))?;
        driver.set_script_timeout(Duration::from_secs(30)).await?;
        driver
            .set_page_load_timeout(Duration::from_secs(30))
            .await?;
        driver.set_window_rect(0, 0, 1280, 900).await?;
        Ok(Self {
            driver,
            engine,
            proxy,
            ordinary: wishes.is_ordinary(),
            _process: process,
            _screen: screen,
        })
    }

    async fn clear(&self) -> Result<()> {
        // Cookies can be cleared only on a page that could have some.
        let _ = self.driver.delete_all_cookies().await;
        let before = self.driver.windows().await?;
        let fresh = self.driver.new_window().await?;
        for window in before {
            self.driver.switch_to_window(window).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(fresh).await?;
        self.driver.set_window_rect(0, 0, 1280, 900).await?;
        Ok(())
    }
}

fn idle() -> &'static Mutex<Vec<Session>> {
    static IDLE: OnceLock<Mutex<Vec<Session>>> = OnceLock::new();
    IDLE.get_or_init(Mutex::default)
}

fn take_idle(engine: Engine) -> Option<Session> {
    let mut sessions = idle().lock().unwrap_or_else(PoisonError::into_inner);
    let at = sessions
        .iter()
        .position(|session| session.engine == engine)?;
    Some(sessions.swap_remove(at))
}

/// Starts a virtual display and returns it with its name.
async fn display() -> Result<(String, Supervised)> {
    let arguments = [
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1600x1400x24",
        "-nolisten",
        "tcp",
    ]
    .map(str::to_owned);
    let mut process = Supervised::start(&engine::display_program()?, &arguments, &HashMap::new())?;
    let output = process.take_output().context("Xvfb has no output")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).await?;
    if line.trim().is_empty() {
        bail!("Xvfb found no free display");
    }
    Ok((format!(":{}", line.trim()), process))
}

/// Drivers chatter on standard output; unread, a full pipe would stop them.
fn drain(process: &mut Supervised) {
    if let Some(mut output) = process.take_output() {
        tokio::spawn(async move {
            let mut buffer = [0_u8; 4096];
            while matches!(output.read(&mut buffer).await, Ok(count) if count > 0) {}
        });
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
