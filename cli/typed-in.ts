/** The folder that a command was typed in: npm runs scripts in the project's own. Paths of the command line start here. */
import { resolve } from "node:path";

export const TYPED_IN = process.env.INIT_CWD ?? process.cwd();

/** Absolute, so that messages say which file is meant, and programs that are started in turn read the same. */
export const fromTypedIn = (path: string): string => resolve(TYPED_IN, path);
