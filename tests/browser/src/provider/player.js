// A player without a video: a clock that is told what to do as the provider's
// real player is, and answers as that does. STUB says which player, and what it
// is to do.
const query = new URLSearchParams(location.search);
const originOf = (address) => {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
};
const embedder = location.ancestorOrigins?.[0] ?? originOf(document.referrer) ?? query.get("origin");

// ---- To the story ----

let telling = Promise.resolve();
function tell(what) {
  const body = JSON.stringify({ page: STUB.page, ...what });
  telling = telling.then(() => fetch("/-/told", { method: "POST", body, keepalive: true })).catch(() => {});
}

// ---- The clock ----

const player = {
  duration: 600,
  rate: 1,
  state: "unstarted",
  seconds: 0,
  since: 0,
  changed: () => {},
  failed: () => {},
  now() {
    const passed = this.state === "playing" ? ((performance.now() - this.since) / 1000) * this.rate : 0;
    return Math.min(this.duration, this.seconds + passed);
  },
  keep() {
    this.seconds = this.now();
    this.since = performance.now();
  },
  enter(state) {
    this.keep();
    if (state === this.state) {
      return;
    }
    if (this.state === "ended" && state === "playing") {
      this.seconds = 0;
    }
    this.state = state;
    tell({ state, at: this.now() });
    this.show();
    this.changed(state);
  },
  seek(seconds) {
    this.keep();
    this.seconds = Math.max(0, Math.min(this.duration, seconds));
    if (this.state === "ended") {
      this.state = "paused";
    }
    this.show();
    this.changed("sought");
  },
  run(rate) {
    this.keep();
    this.rate = rate;
  },
  show() {
    document.getElementById("state").textContent = `${this.state} ${this.now().toFixed(1)}`;
  },
};
setInterval(() => {
  if (player.state === "playing" && player.now() >= player.duration) {
    player.enter("ended");
  }
  player.show();
}, 100);

// ---- The people in front of it ----

for (const [name, state] of [["play", "playing"], ["pause", "paused"]]) {
  document.getElementById(name).addEventListener("click", () => {
    tell({ person: name });
    player.enter(state);
  });
}

async function takeActs() {
  let next = STUB.acts;
  for (;;) {
    const answer = await fetch(`/-/acts?from=${next}`);
    const { next: after, acts } = await answer.json();
    next = after;
    for (const { act, seconds, code, text } of acts) {
      switch (act) {
        case "play": player.enter("playing"); break;
        case "pause": player.enter("paused"); break;
        case "seek": player.seek(seconds); break;
        case "end": player.seek(player.duration); player.enter("ended"); break;
        case "error": player.failed(code); break;
        case "say": parent.postMessage(text, "*"); break;
        case "leave": location = `https://forger.example/-/forger?as=${STUB.host}`; break;
      }
    }
  }
}
takeActs().catch(() => {});

// ---- The provider's protocol ----

// What the page says, as an object; whoever else speaks is refused. The real
// players do not listen yet when their page has loaded.
function hear(take) {
  const target = query.get("origin") ?? embedder;
  setTimeout(() => addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== embedder || event.origin !== target) {
      tell({ refused: event.origin, data: String(event.data) });
      return;
    }
    let message = event.data;
    try {
      message = typeof message === "string" ? JSON.parse(message) : message;
    } catch {
      message = null;
    }
    if (message && typeof message === "object") {
      take(message);
    }
  }), 150);
  return (message) => parent.postMessage(JSON.stringify(message), target ?? "*");
}

// Where the address says to begin: 90, 90s, 1m30s, 1h2m3s.
function begin(text) {
  const [, hours, minutes, seconds] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text ?? "") ?? [];
  player.seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

function youtube() {
  begin(query.get("start"));
  if (query.get("enablejsapi") !== "1") {
    return;
  }
  const numbers = { unstarted: -1, ended: 0, playing: 1, paused: 2 };
  const wanted = new Set();
  let met = false;
  const post = hear((message) => {
    if (message.event === "listening") {
      meet();
      return;
    }
    if (message.event !== "command") {
      return;
    }
    const [first] = Array.isArray(message.args) ? message.args : [];
    if (message.func === "addEventListener") {
      wanted.add(first);
      report();
      return;
    }
    tell({ command: message.func, value: message.args ?? null });
    if (STUB.error !== null) {
      return;
    }
    switch (message.func) {
      case "playVideo": player.enter("playing"); break;
      case "pauseVideo": player.enter("paused"); break;
      case "setPlaybackRate": player.run(first); break;
      case "seekTo":
        player.seek(first);
        // So the real one is documented: only a paused video stays paused.
        if (player.state !== "paused") {
          player.enter("playing");
        }
        break;
    }
  });
  const say = (event, info) => post({ event, info, id: 1, channel: "widget" });
  function report() {
    if (met && STUB.error !== null && wanted.has("onError")) {
      say("onError", STUB.error);
    }
  }
  function meet() {
    if (met) {
      say("alreadyInitialized", null);
      return;
    }
    met = true;
    if (STUB.error === null) {
      say("initialDelivery", {
        currentTime: player.now(),
        duration: player.duration,
        playerState: numbers[player.state],
        playbackRate: player.rate,
        videoData: { title: "A stub" },
      });
    }
    say("onReady", null);
    report();
  }
  player.failed = (code) => {
    STUB.error = code;
    report();
  };
  player.changed = (state) => {
    if (!met) {
      return;
    }
    if (state in numbers) {
      if (wanted.has("onStateChange")) {
        say("onStateChange", numbers[state]);
      }
      say("infoDelivery", { playerState: numbers[state], currentTime: player.now(), duration: player.duration });
    } else {
      say("infoDelivery", { currentTime: player.now() });
    }
  };
  setInterval(() => {
    if (met && player.state === "playing") {
      say("infoDelivery", { currentTime: player.now(), progressState: { current: player.now(), duration: player.duration } });
    }
  }, 250);
}

function vimeo() {
  begin(new URLSearchParams(location.hash.slice(1)).get("t"));
  const wanted = new Set();
  const post = hear((message) => {
    const { method, value } = message;
    switch (method) {
      case "ping": post({ method }); return;
      case "addEventListener": wanted.add(value); break;
      default: tell({ command: method, value: value ?? null });
    }
    if (STUB.error === null) {
      switch (method) {
        case "play": player.enter("playing"); break;
        case "pause": player.enter("paused"); break;
        case "setCurrentTime": player.seek(value); break;
        case "setPlaybackRate": player.run(value); break;
      }
    }
    post({ method, value: value ?? null });
  });
  const at = () => ({ seconds: player.now(), percent: player.now() / player.duration, duration: player.duration });
  const say = (event) => {
    if (wanted.has(event)) {
      post({ event, data: at() });
    }
  };
  const names = { playing: ["play", "playing"], paused: ["pause"], ended: ["ended"], sought: ["seeking", "seeked", "timeupdate"] };
  player.changed = (state) => (names[state] ?? []).forEach(say);
  player.failed = (name) => post({ event: "error", data: { method: "ready", name: String(name), message: "A stub fails." } });
  setInterval(() => {
    if (player.state === "playing") {
      say("timeupdate");
    }
  }, 250);
  setTimeout(() => {
    if (STUB.error === null) {
      post({ event: "ready" });
    } else {
      player.failed(STUB.error);
    }
  }, 150);
}

function peertube() {
  begin(query.get("start"));
  if (query.get("api") !== "1") {
    return;
  }
  const waiting = [];
  let connected = false;
  const send = hear((message) => {
    const [scope, method] = String(message.method ?? "").split("::");
    if (scope !== "peertube") {
      return;
    }
    if (method === "__ready") {
      connect(message.params);
      return;
    }
    if (message.id === undefined) {
      return;
    }
    const { id, params } = message;
    if (method === "isReady") {
      post({ id, result: STUB.error === null });
      return;
    }
    tell({ command: method, value: params ?? null });
    if (STUB.error !== null) {
      post({ id, error: "runtime_error", message: "there is no player" });
      return;
    }
    switch (method) {
      case "play": player.enter("playing"); break;
      case "pause": player.enter("paused"); break;
      case "seek": player.seek(params); break;
      case "setPlaybackRate": player.run(params); break;
    }
    post({ id });
  });
  function post(message) {
    if (connected) {
      send(message);
    } else {
      waiting.push(message);
    }
  }
  const notify = (method, params) => post({ method: `peertube::${method}`, params });
  function connect(greeting) {
    if (connected) {
      return;
    }
    connected = true;
    if (greeting === "ping") {
      notify("__ready", "pong");
    }
    // As its channel does: what came last leaves first.
    while (waiting.length > 0) {
      send(waiting.pop());
    }
  }
  setTimeout(() => send({ method: "peertube::__ready", params: "ping" }), 160);
  if (STUB.error !== null) {
    return;
  }
  setTimeout(() => notify("ready", true), 300);
  player.changed = (state) => {
    if (state !== "sought") {
      notify("playbackStatusChange", state);
    }
  };
  setInterval(() => {
    if (connected) {
      const playbackState = player.state;
      notify("playbackStatusUpdate", { position: player.now(), volume: 1, duration: player.duration, playbackState });
    }
  }, 500);
}

if (!STUB.silent) {
  ({ "www.youtube-nocookie.com": youtube, "player.vimeo.com": vimeo, "tube.example": peertube })[STUB.host]?.();
}
if ((STUB.plays || query.get("autoplay") === "1") && STUB.error === null) {
  // Once all are wired, as a real player starts once it has something to show.
  setTimeout(() => player.enter("playing"), 250);
}
for (const host of STUB.forgers) {
  const frame = document.createElement("iframe");
  frame.src = `https://${host}/-/forger?as=${STUB.host}`;
  document.body.append(frame);
}
addEventListener("load", () => {
  const policy = document.permissionsPolicy ?? document.featurePolicy;
  tell({
    loaded: {
      referrer: document.referrer,
      embedder,
      credentialless: window.credentialless ?? false,
      autoplay: policy ? policy.allowsFeature("autoplay") : null,
      width: innerWidth,
      height: innerHeight,
    },
  });
});
