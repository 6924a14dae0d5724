/** The commit that files are made at. */
import { execFileSync } from "node:child_process";

/** `root`: the checkout's folder. A sentence instead of the hash where there is no git. */
export function commitOf(root: string): string {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "unknown: not a git checkout";
  }
}
