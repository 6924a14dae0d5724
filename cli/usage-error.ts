/** A command line that cannot be followed. scripts/plain-errors.mjs knows it by its name. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
