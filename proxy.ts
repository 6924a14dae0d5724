/**
 * Content-Security-Policy of every page: nothing but this origin, scripts by nonce, WebAssembly but no eval. The worker
 * threads of tfjs' wasm backend start from a blob. Runs on the server for each page (Next's "proxy", once middleware).
 */
import { NextResponse, type NextRequest } from "next/server";

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}

/**
 * Pages only: files, and what is not found among them, keep next.config.js' policy, which allows nothing. "/" by itself,
 * because under a BASE_PATH the pattern does not match the root (Next issue 73786).
 */
export const config = { matcher: ["/", "/((?!_next/|models/|wasm/|pictures/|favicon.ico).*)"] };
