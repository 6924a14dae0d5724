/** Options that name a folder, --data first of all, which every command has that reads the data sets. */
import { fromTypedIn } from "../cli/typed-in";
import { isFolder } from "./archives";

export const requireDataFolder = (data: string | undefined): string => requireFolder("--data", data, "data sets");

/** Absolute. Throws Error for none, and for one that is not there. */
export function requireFolder(option: string, typed: string | undefined, content: string): string {
  const folder = typed ? fromTypedIn(typed) : null;
  if (!folder || !isFolder(folder))
    throw new Error(`${option}: got ${folder ?? "none"}, expected a folder of ${content}`);
  return folder;
}
