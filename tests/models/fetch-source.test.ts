/** Model files over the network: a real server that answers piece by piece, stops in the middle, or fails. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createFetchSource } from "../../lib/models/model-source";
import { rejectionOf } from "../helpers/thrown-error";

const STALL_MS = 2000;

let server: Server;
let baseUrl: string;
let answer: (response: ServerResponse) => void;
let asked: string[];
beforeEach(async () => {
  asked = [];
  server = createServer(({ url }, response) => {
    asked.push(url!);
    answer(response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

it("takes as long as pieces come, tells of each, and puts them together", async () => {
  answer = (response) => {
    let sent = 0;
    const timer = setInterval(() => {
      response.write(Buffer.from([sent]));
      if (++sent < 4) return;
      clearInterval(timer);
      response.end();
    }, STALL_MS / 3);
  };
  const loaded: number[] = [];
  const source = createFetchSource(baseUrl, STALL_MS);
  expect([...(await source.read("a.bin", "abc", (bytes) => loaded.push(bytes)))]).toEqual([0, 1, 2, 3]);
  expect(loaded).toEqual([1, 2, 3, 4]);
  expect(asked).toEqual(["/models/a.bin?sha256=abc"]);
});

it("gives a server up that stops in the middle", async () => {
  answer = (response) => void response.write(Buffer.from([1]));
  const error = await rejectionOf(createFetchSource(baseUrl, STALL_MS).read("a.bin", "abc"));
  expect(error.code).toBe("load-failed");
  expect(error.message).toBe("a.bin could not be loaded: nothing came for 2 s");
});

it("names what the server answered instead of the file", async () => {
  answer = (response) => void response.writeHead(404).end();
  const error = await rejectionOf(createFetchSource(baseUrl, STALL_MS).read("a.bin", null));
  expect(error.message).toBe("a.bin could not be loaded: the server answered 404, expected 200");
});

it("asks caches as a file allows: for ever, for news, past them, and for what is kept where nobody answers", async () => {
  answer = (response) => void response.end("x");
  const caches: (RequestCache | undefined)[] = [];
  const real = fetch;
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
    caches.push(init.cache);
    return init.cache === "no-cache" ? Promise.reject(new TypeError("no network")) : real(url, init);
  });
  const source = createFetchSource(baseUrl, STALL_MS);
  await source.read("a.bin", "abc");
  await source.read("a.bin", "abc", undefined, true);
  await source.read("manifest.json", null);
  expect(caches).toEqual(["default", "reload", "no-cache", "force-cache"]);
  expect(asked).toEqual([
    "/models/a.bin?sha256=abc",
    expect.stringMatching(/^\/models\/a\.bin\?sha256=abc&again=\d+$/),
    "/models/manifest.json",
  ]);
});

it("takes what is kept also where nobody answers within the time", async () => {
  answer = (response) => void (asked.length > 1 && response.end("x"));
  const read = createFetchSource(baseUrl, 200).read("manifest.json", null);
  expect(String.fromCharCode(...(await read))).toBe("x");
  expect(asked).toHaveLength(2);
});
