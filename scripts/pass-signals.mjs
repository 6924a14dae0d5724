/** Who ends a command ends the program that works for it, also by closing the terminal. Plain Node. */
import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Until `child` has ended. `graceMs`: a child that has not ended by then is killed; absent, it takes its time. Returns a
 * function that tells which signal came, or null.
 */
export function passSignals(child, graceMs) {
  let received = null;
  const pass = (signal) => {
    received = signal;
    child.kill(signal);
    if (graceMs !== undefined) setTimeout(() => child.kill("SIGKILL"), graceMs).unref();
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  child.once("exit", () => SIGNALS.forEach((signal) => process.off(signal, pass)));
  return () => received;
}

/** Once the child has ended: where a signal came, this program ends with the exit code that says so. */
export function exitAsEnded(endedBy) {
  if (endedBy()) process.exit(128 + constants.signals[endedBy()]);
}
