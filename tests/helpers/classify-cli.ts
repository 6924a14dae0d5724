/** Runs the real `npm run classify` as a person would, and takes apart what it printed. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ClassifyLine } from "../../cli/classify-worker";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function runClassify(...args: string[]): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const command = ["run", "--silent", "classify", "--", ...args];
    const options = { cwd: ROOT, maxBuffer: 64e6, shell: process.platform === "win32" };
    const child = execFile("npm", command, options, (error, stdout, stderr) => {
      // execFile calls an exit code other than 0 an error, too; one without a code could not be started or was killed.
      if (child.exitCode === null) reject(error ?? new Error("npm ended without an exit code"));
      else resolve({ exitCode: child.exitCode, stdout, stderr });
    });
  });
}

/** Every line of stdout as JSON; throws when there is anything else. */
export function jsonLines({ stdout }: CliRun): ClassifyLine[] {
  if (stdout !== "" && !stdout.endsWith("\n")) throw new Error(`got stdout that ends with ${stdout.slice(-80)}`);
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ClassifyLine);
}
