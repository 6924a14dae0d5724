/**
 * Material for tests that lies beside the checkout (`../shared`) and may not be copied into it. A machine without it
 * skips those tests and says why.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";

const SHARED = new URL("../../../shared/", import.meta.url);

/** Path of a file in `../shared`, or ends the test as skipped with the reason. */
export function requireShared(context: TestContext, file: string): string {
  const path = fileURLToPath(new URL(file, SHARED));
  if (!existsSync(path)) context.skip(`../shared/${file} is not on this machine`);
  return path;
}
