// Medians, ratios and orders.

/** Median, least and most of a list of numbers; nothing of an empty one. */
export function summary(values) {
  const sorted = values.filter(Number.isFinite).sort((one, other) => one - other);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  return { median, least: sorted[0], most: sorted.at(-1), count: sorted.length };
}

/** Rows of numbers by name, as summaries by name. */
export function summarise(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  return Object.fromEntries(names.map((name) => [name, summary(rows.map((row) => row[name]))]).filter(([, found]) => found));
}

/** How many times the median of the other one this median is; nothing where one is missing or the other is zero. */
export function ratio(one, other) {
  return one && other?.median ? one.median / other.median : undefined;
}

/** The list in another order for each round, the same on every run. */
export function shuffled(list, round) {
  const key = (index) => (Math.imul(index + 1, 2654435761) ^ Math.imul(round + 1, 2246822519)) >>> 0;
  const mixed = (index) => Math.imul(key(index) ^ (key(index) >>> 15), 2246822519) >>> 0;
  return list.map((value, index) => [mixed(index), value]).sort(([one], [other]) => one - other).map(([, value]) => value);
}
