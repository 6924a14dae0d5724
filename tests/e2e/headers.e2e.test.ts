/**
 * What the server promises with each answer: a strict Content-Security-Policy, cross-origin isolation (wasm threads need
 * it), and model files that may be kept for ever because their address carries their checksum.
 */
import { expect, inject, test } from "vitest";

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
  for (const file of ["manifest", "report", "accuracy", "robustness"]) {
    const { headers } = await get(`models/${file}.json`);
    expect(headers.get("cache-control"), file).toMatch(/no-cache|max-age=0/);
  }
  const file = await get("models/detector/model.json?sha256=0123456789abcdef");
  expect(file.status).toBe(200);
  expect(file.headers.get("cache-control")).toMatch(/public.*max-age=31536000.*immutable/);
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
