/** A command that is ended takes the program that works for it along. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { requirePython } from "../helpers/python";

const ROOT = join(import.meta.dirname, "../..");

/** Programs that say which process they are, and go on. */
const TYPESCRIPT = "console.log(process.pid); setInterval(() => {}, 1000);";
const PYTHON = "import os, time; print(os.getpid(), flush=True); time.sleep(600)";

test.for([
  ["with-dependencies.mjs", ["tsx"], "work.mts", TYPESCRIPT],
  ["run-python.mjs", [], "work.py", PYTHON],
] as const)(
  "%s: SIGTERM ends the program below it, and the exit code says so",
  async ([name, before, file, text], context) => {
    if (name === "run-python.mjs") requirePython(context);
    const folder = mkdtempSync(join(tmpdir(), "mien-ended-"));
    try {
      const script = join(folder, file);
      writeFileSync(script, text);
      const command = spawn(process.execPath, [`scripts/${name}`, ...before, script], { cwd: ROOT });
      const exit = once(command, "exit");
      const [said] = (await once(command.stdout, "data")) as [Buffer];
      const pid = Number(String(said));
      command.kill("SIGTERM");
      expect((await exit)[0]).toBe(143);
      await expect.poll(() => isRunning(pid)).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
