// The Preact stack: what SWR does for React is a hook here, since SWR would need
// the layer that makes Preact look like React.
import { Component, createElement, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get } from "./place.js";

export { useEffect };

/** As React's memo, which Preact has in that layer only. */
export const memo = (View) => class extends Component {
  shouldComponentUpdate(next) {
    return Object.keys(next).some((name) => next[name] !== this.props[name]);
  }
  render(props) {
    return createElement(View, props);
  }
};

/** What stands at an address; asked for again every so many milliseconds, if any. */
export function useJson(url, every) {
  const [data, setData] = useState();
  useEffect(() => {
    let timer;
    let last;
    const ask = async () => {
      const next = await get(url);
      if (timer === null) return;
      if (JSON.stringify(next) !== JSON.stringify(last)) setData(last = next);
      if (every) timer = setTimeout(ask, every);
    };
    ask();
    return () => { clearTimeout(timer); timer = null; };
  }, [url, every]);
  return data;
}

/** Shows a component in a place; what is returned takes it away again. */
export function show(component, place) {
  render(component, place);
  return () => render(null, place);
}
