//! What the stubs' hosts answer: the players' pages and the paths by which a
//! player reports to the story.

use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use hyper::body::Incoming;
use serde_json::{Value, json};

use super::log::{ProviderRequest, Told};
use super::{Behaviour, DAILYMOTION, FORGER, PEERTUBE, PLAYERS, Providers, Shared, VIMEO, YOUTUBE};
use crate::origin::Answer;

const PAGE: &str = include_str!("player.html");
const PLAYER: &str = include_str!("player.js");
const FORGER_PAGE: &str = include_str!("forger.html");

/// Paths under this one are between the stub players and the story.
const OWN: &str = "/-/";

/// After so long a player asks again whether somebody acted in it.
const LONG_POLL: Duration = Duration::from_secs(15);

/// Whether the proxy lets a browser through to this host.
pub(super) fn is_open(shared: &Shared, host: &str) -> bool {
    let is_known = PLAYERS.contains(&host)
        || host == FORGER
        || shared.answers.keys().any(|(known, _)| known == host);
    is_known && shared.behaviours.get(host) != Some(&Behaviour::Refuses)
}

/// Whether a frame that goes to this path of the host shows a player.
pub(super) fn is_player(host: &str, path: &str) -> bool {
    let beginnings: &[&str] = match host {
        YOUTUBE => &["/embed/"],
        VIMEO => &["/video/"],
        DAILYMOTION => &["/player"],
        PEERTUBE => &["/videos/embed/", "/video-playlists/embed/"],
        _ => &[],
    };
    beginnings.iter().any(|beginning| {
        path.strip_prefix(beginning)
            .is_some_and(|rest| !rest.is_empty())
    })
}

/// Answers one request.
pub(super) async fn answer(
    host: &str,
    request: Request<Incoming>,
    providers: &Providers,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(Body::new(body), 1 << 20).await.unwrap_or_default();
    let asked = ProviderRequest::new(host, &parts);
    let answer = if let Some(name) = asked.path.strip_prefix(OWN) {
        match name {
            "told" => hear(host, &body, providers),
            "acts" => acts(host, &asked, providers).await,
            "forger" => Answer::html(FORGER_PAGE),
            _ => Answer::status(404),
        }
    } else {
        page(host, asked, providers)
    };
    answer.response(&parts.method, &parts.headers).await
}

fn page(host: &str, asked: ProviderRequest, providers: &Providers) -> Answer {
    let mut shared = providers.lock();
    let path = asked.path.clone();
    let referer = asked.referer.clone();
    shared.requests.push(asked);
    if let Some(answer) = shared.answers.get(&(host.to_owned(), path.clone())) {
        return answer.clone();
    }
    if !is_player(host, &path) {
        return Answer::status(404).without_cors();
    }
    shared.pages += 1;
    let behaviour = shared.behaviours.get(host).cloned().unwrap_or_default();
    let error = match &behaviour {
        Behaviour::Error(code) => json!(code),
        Behaviour::ErrorNamed(name) => json!(name),
        // As the real player: it wants to know where it is embedded.
        _ if host == YOUTUBE && referer.is_none() => json!(153),
        _ => Value::Null,
    };
    let stub = json!({
        "host": host,
        "page": shared.pages,
        "acts": shared.acts.len(),
        "error": error,
        "silent": behaviour == Behaviour::Silent,
        "plays": behaviour == Behaviour::PlaysByItself,
        "forgers": if behaviour == Behaviour::WithForgers { vec![host, FORGER] } else { Vec::new() },
    });
    let page = PAGE.replace("/*player*/", &format!("const STUB = {stub};\n{PLAYER}"));
    let page = Answer::html(page).without_cors();
    match behaviour {
        Behaviour::WithCookie => page.with_header(
            "Set-Cookie",
            "visitor=1; Path=/; Secure; HttpOnly; SameSite=None",
        ),
        Behaviour::Status(status) => Answer::status(status).without_cors(),
        Behaviour::Hangs => Answer::silence(),
        _ => page,
    }
}

fn hear(host: &str, body: &[u8], providers: &Providers) -> Answer {
    if let Ok(mut what) = serde_json::from_slice::<Value>(body) {
        let page = what["page"].as_u64().unwrap_or_default();
        if let Some(fields) = what.as_object_mut() {
            fields.remove("page");
        }
        providers.lock().told.push(Told {
            at: Instant::now(),
            host: host.to_owned(),
            page,
            what,
        });
    }
    Answer::status(204)
}

/// The acts since the player asked last; waits until there is one.
async fn acts(host: &str, asked: &ProviderRequest, providers: &Providers) -> Answer {
    let from: usize = asked
        .parameter("from")
        .and_then(|from| from.parse().ok())
        .unwrap_or_default();
    let mut acted = providers.acted.subscribe();
    let waiting = acted.wait_for(|_| providers.lock().acts.len() > from);
    let _ = tokio::time::timeout(LONG_POLL, waiting).await;
    let shared = providers.lock();
    let mine: Vec<&Value> = shared
        .acts
        .iter()
        .skip(from)
        .filter(|(actor, _)| actor == host)
        .map(|(_, act)| act)
        .collect();
    Answer::json(json!({ "next": shared.acts.len(), "acts": mine }).to_string())
}
