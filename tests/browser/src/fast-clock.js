// Time passes ten times as fast for the scripts of this page: timers are
// shorter, clocks run ahead, and they agree with one another, and with those
// of the other pages of this origin: tabs tell one another the time.
(() => {
  const FACTOR = 10;
  const RealDate = Date;
  const realNow = Date.now.bind(Date);
  let start = realNow();
  try {
    start = Number((localStorage.fastClockStart ??= start));
  } catch {
    // A page without storage has a time of its own.
  }
  let slept = 0;
  let held = null;
  const now = () => start + (realNow() - start) * FACTOR + slept;
  window.Date = class extends RealDate {
    constructor(...parts) {
      if (parts.length) super(...parts);
      else super(now());
    }
    static now() {
      return now();
    }
  };
  const kept = new Set();
  for (const kind of ["Timeout", "Interval"]) {
    const set = window[`set${kind}`].bind(window);
    const clear = window[`clear${kind}`].bind(window);
    window[`set${kind}`] = (callback, delay = 0, ...rest) => {
      const timer = set((...parts) => {
        if (!held) return callback(...parts);
        kept.add(timer);
        held.push(() => kept.delete(timer) && callback(...parts));
      }, delay / FACTOR, ...rest);
      return timer;
    };
    window[`clear${kind}`] = (timer) => {
      kept.delete(timer);
      clear(timer);
    };
  }
  window.fastClock = {
    sleep() {
      held = [];
    },
    wake(milliseconds) {
      slept += milliseconds;
      const due = held;
      held = null;
      for (const callback of due) callback();
    },
  };
})();
