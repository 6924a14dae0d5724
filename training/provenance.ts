/** What a generated file says of its making: commit, day and machine. */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";

/** `root`: the checkout's folder. A sentence instead of the hash where there is no git. */
export function commitOf(root: string): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "unknown: not a git checkout";
  }
}

/** By ISO 8601, UTC: "2026-11-29". */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** "2 cores, AMD EPYC" */
export const machineName = (): string => `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`;
