/** A whole number on a command line. */
import { UsageError } from "./usage-error";

/** Null for no text. Throws UsageError for anything but a whole number from `least` to `most`. */
export function wholeNumber(option: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${option}: got ${JSON.stringify(text)}, expected a whole number from ${least} to ${most}`);
}
