//! The video providers' hosts, played by stubs, and everybody else refused.
//!
//! Every browser is started behind a proxy of its own: what it asks of another
//! machine ends there. The hosts of [`PLAYERS`] are answered over TLS by small
//! pages that speak the providers' message protocols; any other host is refused
//! and written down, for it is a request to a third party too. The loopback
//! address stays direct. So the reader under test asks for
//! `https://www.youtube-nocookie.com` itself, as a real second origin.

mod log;
mod proxy;
mod stub;
mod tls;

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::origin::Answer;
use crate::wait;

pub use self::log::{Connection, ProviderRequest, Told};

/// YouTube's host for embedded players.
pub const YOUTUBE: &str = "www.youtube-nocookie.com";
/// Vimeo's host for embedded players.
pub const VIMEO: &str = "player.vimeo.com";
/// Dailymotion's host for embedded players.
pub const DAILYMOTION: &str = "geo.dailymotion.com";
/// A PeerTube instance.
pub const PEERTUBE: &str = "tube.example";
/// An origin that no reader trusts: what its pages say is forged.
pub const FORGER: &str = "forger.example";

/// The hosts that have a stub player.
pub const PLAYERS: [&str; 4] = [YOUTUBE, VIMEO, DAILYMOTION, PEERTUBE];

/// What a stub player does when it is loaded. The default is [`Self::Speaks`].
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Behaviour {
    /// Speaks the provider's protocol and does as it is told.
    #[default]
    Speaks,
    /// As [`Self::Speaks`], and sets a cookie with every page.
    WithCookie,
    /// As [`Self::Speaks`], and starts to play whatever the address says.
    PlaysByItself,
    /// As [`Self::Speaks`]; beside it a frame of the same origin and one of
    /// [`FORGER`] send the page forged messages ten times a second: that it
    /// plays, is at 4242 s, has ended, has failed.
    WithForgers,
    /// Loads, and reports that the video cannot be played: YouTube's error code.
    Error(u16),
    /// Loads, and reports that the video cannot be played: Vimeo's error name,
    /// `PrivacyError` for instance.
    ErrorNamed(&'static str),
    /// Loads, and never says a word.
    Silent,
    /// The page is answered with this status.
    Status(u16),
    /// The page is asked for, and never comes.
    Hangs,
    /// The proxy does not connect to this host.
    Refuses,
}

/// What somebody does inside the frame of a stub player, or what happens there.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Presses play.
    Play,
    /// Presses pause.
    Pause,
    /// Moves to this many seconds.
    Seek(f64),
    /// Lets the video come to its end.
    End,
    /// The player reports this YouTube error code.
    Error(u16),
    /// The frame posts this text to the page.
    Say(String),
    /// The frame goes to [`FORGER`] and speaks from there: the window is right,
    /// the origin is not.
    Leave,
}

/// What a story knows of the network beyond the loopback address, and how it
/// chooses what is there. Copies are of the same network.
#[derive(Clone, Debug)]
pub struct Providers {
    shared: Arc<Mutex<Shared>>,
    /// Changes when a story acts inside a frame.
    acted: watch::Sender<u64>,
    /// Changes when all connections are to be closed.
    hung_up: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Shared {
    behaviours: HashMap<String, Behaviour>,
    answers: HashMap<(String, String), Answer>,
    acts: Vec<(String, Value)>,
    requests: Vec<ProviderRequest>,
    connections: Vec<Connection>,
    told: Vec<Told>,
    pages: u64,
    leaves_traces: bool,
}

impl Providers {
    /// What a host does from the next load on.
    pub fn set(&self, host: &str, behaviour: Behaviour) {
        let refuses = behaviour == Behaviour::Refuses;
        let mut shared = self.lock();
        shared.leaves_traces |= behaviour == Behaviour::WithCookie;
        shared.behaviours.insert(host.to_owned(), behaviour);
        drop(shared);
        if refuses {
            self.hang_up();
        }
    }

    /// Answers this path of a host (any host: it is let through from now on)
    /// with this instead.
    pub fn serve(&self, host: &str, path: &str, answer: Answer) {
        self.lock()
            .answers
            .insert((host.to_owned(), path.to_owned()), answer);
    }

    /// Does this in every frame of the host that is loaded now.
    pub fn act(&self, host: &str, act: &Act) {
        let act = match act {
            Act::Play => json!({ "act": "play" }),
            Act::Pause => json!({ "act": "pause" }),
            Act::Seek(seconds) => json!({ "act": "seek", "seconds": seconds }),
            Act::End => json!({ "act": "end" }),
            Act::Error(code) => json!({ "act": "error", "code": code }),
            Act::Say(text) => json!({ "act": "say", "text": text }),
            Act::Leave => json!({ "act": "leave" }),
        };
        self.lock().acts.push((host.to_owned(), act));
        self.acted.send_modify(|count| *count += 1);
    }

    /// Everything asked of hosts that answered, in order, without the stub
    /// players' own reports to the story.
    #[must_use]
    pub fn requests(&self) -> Vec<ProviderRequest> {
        self.lock().requests.clone()
    }

    /// The loads of this host's player, one for each time a frame went there.
    #[must_use]
    pub fn loads(&self, host: &str) -> Vec<ProviderRequest> {
        self.lock()
            .requests
            .iter()
            .filter(|request| request.host == host && stub::is_player(host, &request.path))
            .cloned()
            .collect()
    }

    /// Every attempt to reach another machine, the refused ones included, but
    /// for what browsers ask of their makers of their own accord. A browser may open several connections to one host, and keeps them: count
    /// requests, not these.
    #[must_use]
    pub fn connections(&self) -> Vec<Connection> {
        self.lock().connections.clone()
    }

    /// The hosts of [`Providers::connections`], each once, in order.
    #[must_use]
    pub fn contacted(&self) -> Vec<String> {
        let mut hosts: Vec<String> = Vec::new();
        for connection in &self.lock().connections {
            if !hosts.contains(&connection.host) {
                hosts.push(connection.host.clone());
            }
        }
        hosts
    }

    /// What stub players of this host reported, in order for each page.
    #[must_use]
    pub fn told(&self, host: &str) -> Vec<Told> {
        self.lock()
            .told
            .iter()
            .filter(|told| told.host == host)
            .cloned()
            .collect()
    }

    /// The commands that stub players of this host took, in order: the words of
    /// the provider's protocol with their arguments, `["seekTo", [12.5, true]]`,
    /// `["play", null]`. Greetings and subscriptions are left out.
    #[must_use]
    pub fn commands(&self, host: &str) -> Vec<Value> {
        self.told(host)
            .into_iter()
            .filter(|told| told.what["command"].is_string())
            .map(|told| json!([told.what["command"], told.what["value"]]))
            .collect()
    }

    /// Waits until what a host's stub players reported is enough.
    ///
    /// # Errors
    /// When it never is: the message has all that was reported.
    pub async fn wait_for_told(
        &self,
        host: &str,
        what: &str,
        enough: impl Fn(&[Told]) -> bool,
    ) -> Result<Vec<Told>> {
        wait::until(
            what,
            || async { Ok(self.told(host)) },
            |told| enough(told.as_slice()),
        )
        .await
    }

    /// Waits until a stub player of this host took a command with this name, and
    /// returns the value of the last one.
    ///
    /// # Errors
    /// When none comes.
    pub async fn wait_for_command(&self, host: &str, name: &str) -> Result<Value> {
        let told = self
            .wait_for_told(host, &format!("the command {name}"), |told| {
                told.iter().any(|told| told.what["command"] == name)
            })
            .await?;
        Ok(told
            .iter()
            .rev()
            .find(|told| told.what["command"] == name)
            .map(|told| told.what["value"].clone())
            .unwrap_or_default())
    }

    /// Forgets requests, connections and reports so far. Connections are closed,
    /// so that the next request shows as a connection again.
    pub fn forget(&self) {
        let mut shared = self.lock();
        shared.requests.clear();
        shared.connections.clear();
        shared.told.clear();
        drop(shared);
        self.hang_up();
    }

    /// As new: nothing asked, every host as it is by default.
    pub(crate) fn reset(&self) {
        let mut shared = self.lock();
        shared.behaviours.clear();
        shared.answers.clear();
        shared.acts.clear();
        drop(shared);
        self.forget();
    }

    /// Whether the browser may have kept something (a cookie) that the next
    /// story would notice.
    pub(crate) fn leaves_traces(&self) -> bool {
        self.lock().leaves_traces
    }

    fn new() -> Self {
        Self {
            shared: Arc::default(),
            acted: watch::Sender::new(0),
            hung_up: watch::Sender::new(0),
        }
    }

    fn hang_up(&self) {
        self.hung_up.send_modify(|count| *count += 1);
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The proxy of one browser. It ends with the value.
#[derive(Debug)]
pub struct Proxy {
    /// Where the browser finds it.
    pub address: SocketAddr,
    /// What is behind it.
    pub providers: Providers,
    server: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy on a free port of the loopback address.
    ///
    /// # Errors
    /// When no port can be bound, or no certificate can be made.
    pub async fn start() -> Result<Self> {
        let acceptor = tls::acceptor()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let providers = Providers::new();
        let server = tokio::spawn(proxy::serve(listener, acceptor, providers.clone()));
        Ok(Self {
            address,
            providers,
            server,
        })
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
        self.providers.hang_up();
    }
}
