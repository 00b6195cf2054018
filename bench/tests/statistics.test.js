import assert from "node:assert/strict";
import { test } from "node:test";
import { ratio, shuffled, summarise, summary } from "../statistics.js";

test("medians of odd, even and empty lists", () => {
  const check = (values, expected) => assert.deepEqual(summary(values), expected);
  check([3, 1, 2], { median: 2, least: 1, most: 3, count: 3 });
  check([4, 1, 10, 2], { median: 3, least: 1, most: 10, count: 4 });
  check([5], { median: 5, least: 5, most: 5, count: 1 });
  check([NaN, 7, undefined], { median: 7, least: 7, most: 7, count: 1 });
  check([], undefined);
});

test("rows become summaries by name; what is no number is left out", () => {
  const found = summarise([{ a: 1, b: undefined, c: "x" }, { a: 3 }]);
  assert.deepEqual(found, { a: { median: 2, least: 1, most: 3, count: 2 } });
});

test("ratios of medians, where there are two", () => {
  const check = (one, other, expected) => assert.equal(ratio(one, other), expected);
  check({ median: 9 }, { median: 10 }, 0.9);
  check({ median: 0 }, { median: 10 }, 0);
  check({ median: 9 }, { median: 0 }, undefined);
  check(undefined, { median: 10 }, undefined);
  check({ median: 9 }, undefined, undefined);
});

test("each round has all contestants, in an order that is not always the same", () => {
  const list = ["a", "b", "c", "d", "e"];
  const orders = Array.from({ length: 20 }, (_, round) => shuffled(list, round));
  for (const order of orders) assert.deepEqual([...order].sort(), list);
  assert.ok(new Set(orders.map(String)).size > 10);
  for (const name of list) assert.ok(orders.some(([first]) => first === name), `${name} is never first`);
  assert.deepEqual(shuffled(list, 3), shuffled(list, 3));
});
