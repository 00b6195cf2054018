// The trial, part by part; try.sh has set up everything.
import { existsSync, readFileSync } from "node:fs";
import { WORK, check, close, heading, summary, wordpress } from "./helper.mjs";
import { roles } from "./roles.mjs";
import { places } from "./places.mjs";
import { safety } from "./safety.mjs";
import { admin } from "./admin.mjs";
import { end } from "./end.mjs";

const started = Date.now();
const site = wordpress("install");
console.log(`WordPress ${site.wordpress}, PHP ${site.php}, database ${site.database}`);
const before = wordpress("activate");
check("the plug-in is activated", before === "active", before);
console.log(`theme: ${wordpress("theme", { name: "twentytwentythree" })} (blocks)`);

const only = process.env.READERLY_TRY_ONLY;
try {
  for (const [name, part] of Object.entries({ roles, places, safety, admin, end })) {
    if (!only || only.split(",").includes(name)) await part();
  }
} catch (error) {
  check("the trial goes to its end", false, String(error.stack));
}
await close();

heading("what PHP said");
const log = `${WORK}/site/wp-content/debug.log`;
const lines = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter(Boolean) : [];
// WordPress of that age has notices of its own under newer PHP.
const ours = lines.filter((line) => /readerly/i.test(line) && !/readerly-wordpress\.[^/]+\/site\/wp-(includes|admin)\//.test(line));
check("no notice of PHP names the plug-in", !ours.length, ours.length ? ours.slice(0, 5) : `${lines.length} lines of WordPress' own`);
console.log(`${Math.round((Date.now() - started) / 1000)} seconds`);
process.exit(summary());
