//! An HTTP server of the story's own: one origin that serves host pages, the
//! built `dist/`, and every fault, and keeps a log of what was asked.

mod answer;
mod feed;
mod files;
mod gate;
mod log;

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::body::{Body, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::Response;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::host_page;

pub use self::answer::Answer;
pub use self::feed::Feed;
pub use self::files::{FileMount, dist_file, dist_folder};
pub use self::gate::Gate;
pub use self::log::{Request, most_at_once};

/// A running server on a free port of the loopback address.
///
/// `127.0.0.1` and `localhost` are two origins (and two sites) to a browser,
/// and so are two ports: see [`Origin::url`] and [`Origin::other_name`].
#[derive(Debug)]
pub struct Origin {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    server: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    answers: HashMap<String, VecDeque<Answer>>,
    makers: HashMap<String, (Maker, usize)>,
    mounts: Vec<FileMount>,
    requests: Vec<Request>,
    missing: Vec<String>,
}

/// Makes the answer to the n-th request, counted from 0, to a path.
type Maker = Arc<dyn Fn(&Request, usize) -> Answer + Send + Sync>;

impl fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Shared")
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

impl Origin {
    /// Starts a server that answers 404 to everything but the scripts of
    /// host pages (`/recorder.js`, `/fast-clock.js` and so on).
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Mutex::new(Shared::default()));
        let app = axum::Router::new()
            .fallback(answer_request)
            .with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            // Ends with the task; a server that stops early shows as refused
            // connections in the story.
            let _ = axum::serve(listener, app).await;
        });
        let origin = Self {
            address,
            shared,
            server,
        };
        for (path, script) in [
            ("/recorder.js", host_page::RECORDER),
            ("/fast-clock.js", host_page::FAST_CLOCK),
            ("/leaping-clock.js", host_page::LEAPING_CLOCK),
            ("/wasm-memory.js", host_page::WASM_MEMORY),
        ] {
            origin.set(path, Answer::script(script));
        }
        origin.set("/favicon.ico", Answer::status(204));
        Ok(origin)
    }

    /// `http://127.0.0.1:PORT` and the path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.address.port())
    }

    /// `http://localhost:PORT` and the path: the same server as another site.
    #[must_use]
    pub fn other_name(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    /// Answers `path` (without its query) with this from now on. Of a file of
    /// ours it may be the plain name, which stands for that of every release.
    pub fn set(&self, path: &str, answer: Answer) {
        self.queue(path, [answer]);
    }

    /// Answers `path` with these in turn; the last one stays. Preflights are
    /// answered with the one to come, and do not use it up.
    pub fn queue<const N: usize>(&self, path: &str, answers: [Answer; N]) {
        let mut shared = self.lock();
        shared.makers.remove(path);
        shared
            .answers
            .insert(path.to_owned(), VecDeque::from(answers));
    }

    /// Answers `path` from now on with what `make` makes of each request and
    /// of how many there were before it at this path, preflights left out.
    pub fn set_each(
        &self,
        path: &str,
        make: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static,
    ) {
        self.lock()
            .makers
            .insert(path.to_owned(), (Arc::new(make), 0));
    }

    /// Serves a folder. Paths set by [`Origin::set`] go first, later mounts
    /// before earlier ones.
    pub fn mount(&self, mount: FileMount) {
        self.lock().mounts.push(mount);
    }

    /// Everything asked so far whose path begins with `prefix`, in order.
    #[must_use]
    pub fn requests(&self, prefix: &str) -> Vec<Request> {
        self.lock()
            .requests
            .iter()
            .filter(|request| request.path.starts_with(prefix))
            .cloned()
            .collect()
    }

    /// How many requests there were whose path ends with `suffix`.
    #[must_use]
    pub fn count(&self, suffix: &str) -> usize {
        self.lock()
            .requests
            .iter()
            .filter(|request| request.path.ends_with(suffix))
            .count()
    }

    /// Paths that were asked for and were not there.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.lock().missing.clone()
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.lock().requests.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

impl Drop for Origin {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer_request(
    State(shared): State<Arc<Mutex<Shared>>>,
    request: HttpRequest,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let path = parts.uri.path();
    let asked = Request::new(&parts, &body);
    let under_way = asked.under_way();
    let (answer, mounts) = {
        let mut shared = lock(&shared);
        let answer = shared.answer(&asked);
        shared.requests.push(asked);
        (answer, shared.mounts.clone())
    };
    let answer = match answer {
        Some(answer) => answer,
        None => match answer_from_files(&mounts, path).await {
            Some(answer) => answer,
            None => {
                lock(&shared).missing.push(path.to_owned());
                Answer::status(404)
            }
        },
    };
    answer
        .respond(&parts.method, &parts.headers, under_way)
        .await
}

impl Shared {
    fn answer(&mut self, asked: &Request) -> Option<Answer> {
        let is_preflight = asked.method == "OPTIONS";
        for path in [&asked.exact, &asked.path] {
            if let Some((make, before)) = self.makers.get_mut(path) {
                let answer = make(asked, *before);
                *before += usize::from(!is_preflight);
                return Some(answer);
            }
        }
        let path = [&asked.exact, &asked.path]
            .into_iter()
            .find(|path| self.answers.contains_key(*path))?;
        let answers = self.answers.get_mut(path)?;
        if answers.len() > 1 && !is_preflight {
            answers.pop_front()
        } else {
            answers.front().cloned()
        }
    }
}

async fn answer_from_files(mounts: &[FileMount], path: &str) -> Option<Answer> {
    for mount in mounts.iter().rev() {
        if let Some(answer) = mount.read(path).await {
            return Some(answer);
        }
    }
    None
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
