// The React stack: React itself, SWR for what is fetched, DOMPurify for HTML.
import { createRoot } from "react-dom/client";
import useSWR from "swr";
import { get } from "./place.js";

export { memo, useEffect } from "react";

const ONCE = { revalidateOnFocus: false, revalidateIfStale: false };

/** What stands at an address; asked for again every so many milliseconds, if any. */
export const useJson = (url, every) => useSWR(url, get, every ? { refreshInterval: every } : ONCE).data;

/** Shows a component in a place; what is returned takes it away again. */
export function show(component, place) {
  const root = createRoot(place);
  root.render(component);
  return () => root.unmount();
}
