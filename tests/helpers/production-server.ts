/**
 * The production server as a person starts it: `npm start`'s own script on a free port, production build included, and
 * the address it prints last. Whoever starts it stops it.
 */
import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** A build on one slow core took about a minute here; the rest is reserve. */
const START_LIMIT_MS = 300_000;

export interface ProductionServer {
  /** With a trailing slash. */
  readonly url: string;
  /** Ends it as its user would; resolves with the script's exit code. */
  stop(signal?: "SIGINT" | "SIGTERM" | "SIGHUP"): Promise<number | null>;
}

export async function startProductionServer(): Promise<ProductionServer> {
  const port = await freePort();
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve) => server.once("exit", resolve));
  let stopping = false;
  const stop: ProductionServer["stop"] = (signal = "SIGTERM") => {
    stopping = true;
    server.kill(signal);
    return exited;
  };
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  // Otherwise each test would say "connection refused" and none why.
  void exited.then(
    () => stopping || console.error(`scripts/start.mjs ended (${server.exitCode ?? server.signalCode}):\n${output}`),
  );
  try {
    return { url: await printedAddress(() => output, exited), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the script prints last, when the server answers there. */
async function printedAddress(output: () => string, exited: Promise<unknown>): Promise<string> {
  let ended = false;
  void exited.then(() => (ended = true));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!ended && Date.now() < deadline) {
    const match = /http:\/\/\S+/.exec(output());
    if (match) return match[0].replace(/\/?$/, "/");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const what = ended ? "ended before it printed an address" : `printed no address within ${START_LIMIT_MS / 1000} s`;
  throw new Error(`scripts/start.mjs ${what}:\n${output()}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
