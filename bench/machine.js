// The machine that measures, and whether others are at work on it.
import os from "node:os";
import { setTimeout as pause } from "node:timers/promises";

export const machine = () => ({
  processor: os.cpus()[0]?.model ?? "unknown",
  cores: os.cpus().length,
  memory: Math.round(os.totalmem() / 1024 ** 3),
  load: os.loadavg()[0],
});

/** The part of the machine that is idle, from 0 to 1. */
async function idle() {
  const times = () => os.cpus().reduce(([idle, all], { times }) => [idle + times.idle, all + Object.values(times).reduce((sum, time) => sum + time)], [0, 0]);
  const [idleBefore, allBefore] = times();
  await pause(200);
  const [idleAfter, allAfter] = times();
  return (idleAfter - idleBefore) / Math.max(1, allAfter - allBefore);
}

/** A function that waits until three quarters of the machine are idle: so many seconds in all, and then no more. */
export function waiter(seconds, note) {
  let left = seconds * 1000;
  let isTold = false;
  return async () => {
    while (left > 0 && (await idle()) < 0.75) {
      if (!isTold) note(`other programs are at work; waiting for them, ${seconds} seconds in all`);
      isTold = true;
      await pause(300);
      left -= 500;
    }
  };
}
