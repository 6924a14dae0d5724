/** Every page gets its own Content-Security-Policy (proxy.ts), also where the site lies under a BASE_PATH. */
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { config } from "../../proxy";

// Next's testing module expects what its server sets.
Object.assign(globalThis, { AsyncLocalStorage });
const { unstable_doesMiddlewareMatch: doesMatch } = await import("next/experimental/testing/server.js");

describe.each(["", "/mien"])("under %j", (basePath) => {
  const matches = (path: string): boolean => doesMatch({ config, nextConfig: { basePath }, url: `${basePath}${path}` });

  it.each(["/", "/?camera=1", "/lab", "/about", "/no-such-page"])("%s is a page", (path) => {
    expect(matches(path)).toBe(true);
  });

  it("the site's root is, however it is asked for", () => {
    expect(doesMatch({ config, nextConfig: { basePath }, url: basePath || "/" })).toBe(true);
  });

  it.each(["/models/manifest.json", "/_next/static/chunks/a.js", "/wasm/a.wasm", "/favicon.ico"])(
    "%s is none",
    (path) => {
      expect(matches(path)).toBe(false);
    },
  );
});
