// What `cargo xtask bench` hands over.
import { parseArgs } from "node:util";

export const SECTIONS = ["bytes", "loading", "rendering", "polls", "memory"];

/** @throws when an option is unknown, or --only names what is no section */
export function parse(given) {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  const { values } = parseArgs({ args: given, options: { quick: flag, check: flag, publish: flag, only: text, from: text, dist: text, chromium: text, out: text } });
  const only = values.only?.split(",") ?? SECTIONS;
  const unknown = only.find((section) => !SECTIONS.includes(section));
  if (unknown !== undefined) throw new Error(`there is no section "${unknown}"; write ${SECTIONS.join(", ")}`);
  return { ...values, only };
}
