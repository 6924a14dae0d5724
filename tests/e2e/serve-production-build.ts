/**
 * Before the end-to-end tests: `npm start`'s own script on a free port, production build included, and the address it
 * prints last. After them: ends that process. Tests read the address with inject("baseUrl").
 */
import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** A build on one slow core took about a minute here; the rest is reserve. */
const START_LIMIT_MS = 300_000;

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the production server, with a trailing slash. */
    baseUrl: string;
  }
}

export default async function serveProductionBuild(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort();
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    await exited;
  };
  try {
    project.provide("baseUrl", await printedAddress(server.stdout, server.stderr, exited));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** The first address on stdout, once the server answers there. */
async function printedAddress(
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
  exited: Promise<void>,
): Promise<string> {
  let output = "";
  const address = new Promise<string>((resolve) => {
    for (const stream of [stdout, stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    stdout.on("data", () => {
      const match = /http:\/\/\S+/.exec(output);
      if (match) resolve(match[0].replace(/\/?$/, "/"));
    });
  });
  const gaveUp = exited.then(() =>
    Promise.reject(new Error(`scripts/start.mjs ended before it printed an address:\n${output}`)),
  );
  const late = new Promise<never>((_, reject) => {
    const message = `scripts/start.mjs printed no address within ${START_LIMIT_MS / 1000} s:\n`;
    setTimeout(() => reject(new Error(message + output)), START_LIMIT_MS).unref();
  });
  return Promise.race([address, gaveUp, late]);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
