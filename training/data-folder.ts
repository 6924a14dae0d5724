/** The option --data of every command that reads the data sets. */
import { existsSync } from "node:fs";

/** Throws Error for none, and for a folder that is not there. */
export function requireDataFolder(data: string | undefined): string {
  if (!data || !existsSync(data)) throw new Error(`--data: got ${data ?? "none"}, expected a folder of data sets`);
  return data;
}
