//! An HTTP server of the story's own: one origin that serves host pages, the
//! built `dist/`, and every fault, and keeps a log of what was asked.

mod answer;
mod files;
mod log;

use std::collections::{HashMap, VecDeque};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::body::{Body, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::Response;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use self::answer::Answer;
pub use self::files::{FileMount, dist_folder};
pub use self::log::Request;

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

#[derive(Debug, Default)]
struct Shared {
    answers: HashMap<String, VecDeque<Answer>>,
    mounts: Vec<FileMount>,
    requests: Vec<Request>,
    missing: Vec<String>,
}

impl Origin {
    /// Starts a server that answers 404 to everything but the scripts of
    /// host pages, `/recorder.js` and `/fast-clock.js`.
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
        origin.set("/recorder.js", Answer::script(crate::host_page::RECORDER));
        origin.set(
            "/fast-clock.js",
            Answer::script(crate::host_page::FAST_CLOCK),
        );
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

    /// Answers `path` (without its query) with this from now on.
    pub fn set(&self, path: &str, answer: Answer) {
        self.queue(path, [answer]);
    }

    /// Answers `path` with these in turn; the last one stays.
    pub fn queue<const N: usize>(&self, path: &str, answers: [Answer; N]) {
        self.lock()
            .answers
            .insert(path.to_owned(), VecDeque::from(answers));
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
    let (answer, mounts) = {
        let mut shared = lock(&shared);
        shared.requests.push(Request::new(&parts, &body));
        let path = parts.uri.path();
        let answer = shared.answers.get_mut(path).and_then(|answers| {
            if answers.len() > 1 {
                answers.pop_front()
            } else {
                answers.front().cloned()
            }
        });
        (answer, shared.mounts.clone())
    };
    match answer {
        Some(answer) => answer.respond(&parts.method, &parts.headers).await,
        None => {
            let path = parts.uri.path();
            let answer = match answer_from_files(&mounts, path).await {
                Some(answer) => answer,
                None => {
                    lock(&shared).missing.push(path.to_owned());
                    Answer::status(404)
                }
            };
            answer.respond(&parts.method, &parts.headers).await
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
