// Starts Waline on the loopback interface alone, with an empty SQLite database
// that has the table its article counter needs. The arguments are a port, which
// Waline's framework reads by itself, and a folder for the database.

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const sqlite = require("sqlite3");

const folder = process.argv[3];
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
process.env.SQLITE_PATH = folder;
process.env.JWT_TOKEN = "only for this run";

// Waline makes no tables by itself.
const table = `CREATE TABLE wl_Counter (
  id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL, time INTEGER,
  createdAt TEXT, updatedAt TEXT)`;
const database = new sqlite.Database(path.join(folder, "waline.sqlite"));
database.exec(table, (error) => {
  if (error) throw error;
  database.close(listen);
});

// For each request Waline asks a server of its makers which sign-in services
// there are, and fails without an answer. Here there are none.
function listen() {
  const services = http.createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"services":[]}');
  });
  services.listen(0, "127.0.0.1", () => {
    process.env.OAUTH_URL = `http://127.0.0.1:${services.address().port}/`;
    const everywhere = http.Server.prototype.listen;
    http.Server.prototype.listen = function (port, ...rest) {
      return everywhere.call(this, port, "127.0.0.1", rest.at(-1));
    };
    const manifest = require.resolve("@waline/vercel/package.json");
    require(path.join(path.dirname(manifest), "vanilla.js"));
  });
}
