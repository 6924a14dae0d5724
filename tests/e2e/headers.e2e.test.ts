/**
 * What the server promises with each answer: a strict Content-Security-Policy, cross-origin isolation (wasm threads need
 * it), and model files that may be kept for ever because their address carries their checksum.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { SERVED_WASM_FOLDER } from "../../lib/backends/wasm";

const STATIC = join(import.meta.dirname, "../../.next/static");
const get = (path: string): Promise<Response> => fetch(new URL(path, inject("baseUrl")));

test("the page comes with a policy that allows no other origin and no eval", async () => {
  const { headers } = await get("");
  const policy = directives(headers.get("content-security-policy"));
  expect(policy["connect-src"]).toEqual(["'self'"]);
  expect(policy["default-src"]).toBeDefined();
  const sources = [...(policy["script-src"] ?? policy["default-src"])];
  expect(sources).toContain("'wasm-unsafe-eval'");
  expect(sources).not.toContain("'unsafe-eval'");
  const hosts = Object.values(policy).flat();
  expect(hosts.filter((source) => /^(https?:|wss?:|\*)/.test(source))).toEqual([]);
  expect(policy["object-src"] ?? policy["default-src"]).toEqual(["'none'"]);
});

test("page and models are cross-origin isolated", async () => {
  for (const path of ["", "models/manifest.json"]) {
    const { headers, status } = await get(path);
    expect(status, path).toBe(200);
    expect(headers.get("cross-origin-opener-policy"), path).toBe("same-origin");
    expect(headers.get("cross-origin-embedder-policy"), path).toMatch(/^(require-corp|credentialless)$/);
  }
});

test("manifest and reports are asked for again each time, model files with a checksum never", async () => {
  for (const file of ["manifest", "report", "accuracy", "robustness", "peers"]) {
    const { headers } = await get(`models/${file}.json`);
    expect(headers.get("cache-control"), file).toMatch(/no-cache|max-age=0/);
  }
  const file = await get("models/detector/model.json?sha256=0123456789abcdef");
  expect(file.status).toBe(200);
  expect(file.headers.get("cache-control")).toMatch(/public.*max-age=31536000.*immutable/);
});

test("the files of tfjs' wasm may be kept: their folder is named after the version", async () => {
  const file = await get(`${SERVED_WASM_FOLDER}tfjs-backend-wasm-simd.wasm`);
  expect(file.status).toBe(200);
  expect(file.headers.get("cache-control")).toMatch(/public.*max-age=31536000.*immutable/);
});

test("what is no page has a policy that allows nothing, found or not", async () => {
  for (const path of ["models/manifest.json", "models/nope", "_next/nope", "wasm/nope", "pictures/nope"]) {
    const { headers } = await get(path);
    expect(directives(headers.get("content-security-policy"))["default-src"], path).toEqual(["'none'"]);
  }
});

test("the server works on no picture", async () => {
  expect((await get("_next/image?url=/pictures/astronaut.png&w=640&q=75")).status).toBe(404);
});

test("the page's scripts know no other way of sending than fetch", () => {
  const scripts = readdirSync(STATIC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(5);
  // What a policy cannot forbid, or what a request's method does not show.
  const ways = /RTCPeerConnection|sendBeacon|WebTransport|WebSocket|EventSource/;
  expect(scripts.filter((name) => ways.test(readFileSync(join(STATIC, name), "utf8")))).toEqual([]);
});

test("an unknown path is a 404 that looks like the site", async () => {
  const response = await get("no-such-page");
  expect(response.status).toBe(404);
  expect(response.headers.get("content-security-policy")).toBeTruthy();
});

function directives(header: string | null): Record<string, string[]> {
  const parts = (header ?? "").split(";").map((part) => part.trim().split(/\s+/));
  return Object.fromEntries(parts.filter(([name]) => name).map(([name, ...sources]) => [name, sources]));
}
