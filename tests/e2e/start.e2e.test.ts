/**
 * `npm start` when something is in its way: one sentence that says what to do, no stack trace; and how it ends. The way
 * that works is what every other end-to-end test stands on (serve-production-build.ts).
 */
import { spawn } from "node:child_process";
import { createServer, type AddressInfo, type Server } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startProductionServer } from "../helpers/production-server";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

let occupant: Server;
let port: number;
beforeAll(async () => {
  occupant = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => occupant.once("listening", resolve));
  port = (occupant.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => occupant.close(resolve)));

test("a busy port is named, with a way out", async () => {
  const { code, stderr, stdout } = await start({ PORT: String(port), HOST: "127.0.0.1" });
  expect(code).toBe(1);
  expect(stderr + stdout).toContain(String(port));
  expect(stderr + stdout).toMatch(/PORT=/);
  expect(stderr + stdout).not.toMatch(/\n\s+at .*:\d+:\d+/);
});

test("a port that is no number is named", async () => {
  const { code, stderr, stdout } = await start({ PORT: "many" });
  expect(code).toBe(1);
  expect(stderr + stdout).toContain("many");
  expect(stderr + stdout).not.toMatch(/\n\s+at .*:\d+:\d+/);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s ends the server, which is no failure", async (signal) => {
  const server = await startProductionServer();
  expect((await fetch(server.url)).status).toBe(200);
  expect(await server.stop(signal)).toBe(0);
  await expect(fetch(server.url)).rejects.toThrow();
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs scripts/start.mjs until it ends by itself; kills it after a minute, which shows as code null. */
function start(environment: Record<string, string>): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const limit = setTimeout(() => child.kill("SIGKILL"), 60_000);
    child.once("exit", (code) => {
      clearTimeout(limit);
      resolve({ code, stdout, stderr });
    });
  });
}
