/** Runs the real `npm run classify` as a person would, and takes apart what it printed. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClassifyLine } from "../../cli/classify-worker";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `folder`: where it is typed, from the project's folder. */
export function startClassify(folder: string, ...args: string[]): ChildProcess {
  const command = ["run", "--silent", "classify", "--", ...args];
  return spawn("npm", command, { cwd: join(ROOT, folder), shell: process.platform === "win32" });
}

export const runClassify = (...args: string[]): Promise<CliRun> => runClassifyIn(".", ...args);

export async function runClassifyIn(folder: string, ...args: string[]): Promise<CliRun> {
  const child = startClassify(folder, ...args);
  let [stdout, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text) => (stderr += text));
  const exitCode = await new Promise<number | null>((resolve, reject) =>
    child.on("error", reject).on("close", resolve),
  );
  if (exitCode === null) throw new Error("npm: got an end without an exit code, expected one");
  return { exitCode, stdout, stderr };
}

/** Every line of stdout as JSON; throws when there is anything else. */
export function jsonLines({ stdout }: CliRun): ClassifyLine[] {
  if (stdout !== "" && !stdout.endsWith("\n")) throw new Error(`got stdout that ends with ${stdout.slice(-80)}`);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ClassifyLine);
}
