/**
 * Smallest server that lets a browser test load files of this machine: a map from URL prefix to folder, ranges for
 * videos, and an empty page at "/". Listens on a free port of localhost only. Test tool; the product never uses it.
 */
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import type { AddressInfo } from "node:net";

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".mp4": "video/mp4",
};

export interface StaticServer {
  readonly url: string;
  close(): Promise<void>;
}

/** `folders`: { "/clips/": "/path/to/clips" }. */
export async function startStaticServer(folders: Readonly<Record<string, string>>): Promise<StaticServer> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (path === "/")
      return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>test</title>");
    const prefix = Object.keys(folders).find((candidate) => path.startsWith(candidate));
    const file = prefix && join(folders[prefix], normalize("/" + path.slice(prefix.length)));
    const bytes = file ? statSync(file, { throwIfNoEntry: false })?.size : undefined;
    if (!file || bytes === undefined) return response.writeHead(404).end();

    const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "");
    const start = range ? Number(range[1]) : 0;
    const end = range?.[2] ? Number(range[2]) : bytes - 1;
    response.writeHead(range ? 206 : 200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": end - start + 1,
      "accept-ranges": "bytes",
      ...(range && { "content-range": `bytes ${start}-${end}/${bytes}` }),
    });
    createReadStream(file, { start, end }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
