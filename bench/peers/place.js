// How every peer comes onto a page: into the places that name an article, as
// soon as the page is there, or by `Peer.mount`, which the bench calls.

/** @param {(place: Element, options: {src: string, counter?: string, every?: number}) => () => void} mount returns what takes it away again */
export function offer(mount) {
  window.Peer = { mount };
  const begin = () => {
    for (const place of document.querySelectorAll("[data-article]")) {
      mount(place, { src: place.dataset.article, counter: place.dataset.counter, every: 15 });
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
}

/** What stands at an address. */
export async function get(url, as = "json") {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response[as]();
}
