import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints, held } from "../budgets.js";

const result = (measure, own, peer) => ({
  sections: { loading: { slow: { "readerly-json": { [measure]: { median: own } }, react: { [measure]: { median: peer } } } } },
});

test("a ratio over its budget is named with value, budget and remedy", () => {
  const [complaint, ...more] = complaints(result("article", 2000, 1000));
  assert.deepEqual(more, []);
  assert.match(complaint, /^loading, slow: article of Readerly, article JSON, in that of React stack is 2\.00, and may be \d\.\d\d; .*--only loading/);
});

test("what keeps its budget, or was not measured, is no complaint", () => {
  const check = (found) => assert.deepEqual(complaints(found), []);
  check(result("article", 500, 1000));
  check(result("blocking", 0, 0));
  check({ sections: {} });
});

test("bytes and shifts are held by themselves", () => {
  assert.equal(complaints(result("shift", 0.2, 0)).length, 1);
  assert.deepEqual(complaints(result("shift", 0.003, 0)), []);
  const bytes = { sections: { bytes: { "50 blocks": { "readerly-json": { code: { median: 1_000_000 } } } } } };
  assert.match(complaints(bytes)[0], /is 1,000,000, and may be/);
});

test("no ceiling is below its goal", () => {
  for (const { what, goal, today } of held({ sections: {} })) assert.ok(today >= goal, what);
});
