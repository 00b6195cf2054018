// The positive control's second way: a payload by `innerHTML` in a shadow root.
(() => {
  const host = document.getElementById("inner");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = JSON.parse(document.getElementById("payload").textContent);
})();
