/**
 * Loaded before a script: where it ends by an error whose message says what was got and what was expected, or by a command
 * line that cannot be followed, the message is all that is printed; any other error keeps its stack. Worker threads leave theirs to the main one.
 */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.prependListener("uncaughtException", (error) => {
    const isPlain = /: got .*, expected /s.test(error?.message) || error?.name === "UsageError";
    console.error(isPlain ? error.message : error);
    process.exit(1);
  });
}
