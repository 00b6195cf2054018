import assert from "node:assert/strict";
import { test } from "node:test";
import { SECTIONS, parse } from "../options.js";

test("options as they are handed over", () => {
  const check = (given, expected) => assert.deepEqual({ ...parse(given) }, { quick: false, check: false, publish: false, only: SECTIONS, ...expected });
  check([], {});
  check(["--quick", "--check"], { quick: true, check: true });
  check(["--only=polls,bytes", "--dist=/a b"], { only: ["polls", "bytes"], dist: "/a b" });
  check(["--from", "result.json", "--publish"], { from: "result.json", publish: true });
});

test("what is unknown is refused by name", () => {
  assert.throws(() => parse(["--only=bytes,colours"]), /no section "colours"; write bytes, loading/);
  assert.throws(() => parse(["--fast"]), /--fast/);
});
