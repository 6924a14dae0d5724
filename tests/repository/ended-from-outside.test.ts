/** A command that is ended takes the program that works for it along. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

test("with-dependencies.mjs: SIGTERM ends the program below it, and the exit code says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mien-ended-"));
  try {
    const script = join(folder, "work.mts");
    writeFileSync(script, "console.log(process.pid); setInterval(() => {}, 1000);");
    const command = spawn(process.execPath, ["scripts/with-dependencies.mjs", "tsx", script], { cwd: ROOT });
    const exit = once(command, "exit");
    const [text] = (await once(command.stdout, "data")) as [Buffer];
    const pid = Number(String(text));
    command.kill("SIGTERM");
    expect((await exit)[0]).toBe(143);
    await expect.poll(() => isRunning(pid)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
