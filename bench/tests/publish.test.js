import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, plots } from "../publish.js";
import { table } from "../tables.js";

test("words come between their marks, and nothing else changes", () => {
  const check = (words, expected) => assert.equal(filled("a\n<!-- bench: polls -->\nold\n<!-- end -->\nb\n<!-- bench: bytes -->\n<!-- end -->\n", words), expected);
  check({ polls: "new" }, "a\n<!-- bench: polls -->\n\nnew\n\n<!-- end -->\nb\n<!-- bench: bytes -->\n<!-- end -->\n");
  check({}, "a\n<!-- bench: polls -->\nold\n<!-- end -->\nb\n<!-- bench: bytes -->\n<!-- end -->\n");
  check({ bytes: "$1 of 2" }, "a\n<!-- bench: polls -->\nold\n<!-- end -->\nb\n<!-- bench: bytes -->\n\n$1 of 2\n\n<!-- end -->\n");
});

test("tables keep their columns in line", () => {
  assert.equal(table(["", "ms"], [["a long name", "1"]]), "|             | ms  |\n| ----------- | --- |\n| a long name | 1   |");
});

test("plots have a mark for each contestant, and their words as text", () => {
  const row = (value) => ({ mainThread: { median: value, least: value / 2, most: value * 2 }, firstScreen: { median: value, least: value, most: value } });
  const sizes = Object.fromEntries([50, 1000].map((blocks) => [`${blocks} blocks`, { "readerly-json": row(blocks), react: row(2 * blocks), preact: row(blocks + 1) }]));
  const slow = { "readerly-json": { article: { median: 5, least: 4, most: 6 }, mainThread: { median: 5, least: 5, most: 5 } } };
  const drawn = plots({ sections: { rendering: sizes, loading: { slow } } });
  assert.deepEqual(Object.keys(drawn), ["loading", "main-thread", "rendering", "first-screen"]);
  assert.equal(drawn.rendering.match(/class="(bold )?c\d" d="M60 /g).length, 3);
  assert.match(drawn.loading, /<text [^>]*>Readerly, article JSON<\/text>/);
  for (const plot of Object.values(drawn)) assert.doesNotMatch(plot, /NaN|undefined|Infinity|<script|style=/);
});
