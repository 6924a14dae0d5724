/**
 * Next.js settings: the headers that make the page private and fast. A page's Content-Security-Policy needs a nonce for
 * each answer and is set in proxy.ts, in place of the one here.
 */

/** Cross-origin isolation gives wasm its threads. */
const SECURITY_HEADERS = [
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(self), microphone=(), geolocation=()" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'self'" },
];
/** A worker takes its policy from its own file's headers, not from the page. */
const WORKER_POLICY = [
  {
    key: "Content-Security-Policy",
    value:
      "default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'",
  },
];
const IMMUTABLE = [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }];
const NOT_KEPT = [{ key: "Cache-Control", value: "no-cache" }];

/** @type {import("next").NextConfig} */
const config = {
  basePath: process.env.BASE_PATH || undefined,
  reactStrictMode: true,
  poweredByHeader: false,
  env: { NEXT_PUBLIC_BASE_PATH: process.env.BASE_PATH ?? "" },
  // Pictures are served as they are; without it the server would scale them for anybody.
  images: { unoptimized: true },
  headers: async () => [
    // Under a BASE_PATH also for what lies outside it.
    { source: "/:path*", basePath: false, headers: SECURITY_HEADERS },
    { source: "/_next/static/:path*", headers: WORKER_POLICY },
    // Model files are asked for with their hash in the address and may be kept for ever; manifest and reports may not.
    { source: "/models/:path*", headers: IMMUTABLE },
    // The folder is named after the version (scripts/copy-wasm.mjs).
    { source: "/wasm/:path*", headers: IMMUTABLE },
    { source: "/models/manifest.json", headers: NOT_KEPT },
    { source: "/models/report.json", headers: NOT_KEPT },
    { source: "/models/accuracy.json", headers: NOT_KEPT },
    { source: "/models/robustness.json", headers: NOT_KEPT },
    { source: "/models/peers.json", headers: NOT_KEPT },
  ],
};

export default config;
