/**
 * `npm start`: installs what is missing, builds what is stale, serves the page and prints its address last.
 * PORT (3000), HOST (localhost) and BASE_PATH (none) are respected. What is in the way is one sentence that says what
 * to do. Plain Node without packages, since nothing is installed when it starts.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild } from "./build.mjs";
import { requireNodeVersion } from "./dependencies.mjs";
import { passSignals } from "./pass-signals.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const host = process.env.HOST || "localhost";
const portText = process.env.PORT || "3000";
const basePath = process.env.BASE_PATH ?? "";
/** Answers under way may take so long to end when the server is ended. */
const GRACE_MS = 5000;

requireNodeVersion();
const port = Number(portText);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  stop(`PORT: got "${portText}", expected a whole number from 1 to 65535, for example PORT=3001 npm start.`);
}
if (basePath !== "" && !/^(\/[\w.-]+)+$/.test(basePath)) {
  stop(`BASE_PATH: got "${basePath}", expected nothing or a path like /mien (leading slash, no trailing one).`);
}
await requireFreePort();
await ensureBuild();

const next = join(ROOT, "node_modules/next/dist/bin/next");
const server = spawn(process.execPath, [next, "start", "--port", String(port), "--hostname", host], {
  cwd: ROOT,
  stdio: ["ignore", "pipe", "pipe"],
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
const endedBy = passSignals(server, GRACE_MS);
let errors = "";
server.stdout.on("data", (chunk) => {
  if (/Ready in/.test(String(chunk)))
    console.log(`Mien is ready: http://${host.includes(":") ? `[${host}]` : host}:${port}${basePath}/`);
});
server.stderr.on("data", (chunk) => {
  errors = (errors + chunk).slice(-2000);
  process.stderr.write(chunk);
});
server.once("exit", (code, signal) => {
  if (code === 0 || endedBy()) process.exit(0);
  if (signal) stop(`The server was ended from outside (${signal}); the system may have run out of memory.`);
  if (/EADDRINUSE/.test(errors)) stop(busySentence());
  if (/ENOSPC/.test(errors)) stop("The disk is full: free about 1 GB, then run the command again.");
  stop(`The server ended with code ${code}; its last words are above.`);
});

/** Asked before the build, so that nobody waits for a build that cannot be served. */
function requireFreePort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => {
      if (error.code === "EADDRINUSE") stop(busySentence());
      if (error.code === "EACCES")
        stop(`Port ${port} needs more rights: choose one above 1023, for example PORT=3001 npm start.`);
      stop(`HOST: got "${host}", which this machine cannot listen on (${error.code}): try HOST=localhost npm start.`);
    });
    probe.listen(port, host, () => probe.close(resolve));
  });
}

function busySentence() {
  return `Port ${port} is in use: stop the program that uses it or choose another, for example PORT=${port === 65535 ? 3001 : port + 1} npm start.`;
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
