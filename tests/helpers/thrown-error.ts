/** The PipelineError that something throws, so that a test can look at code, stage and message together. */
import { PipelineError } from "../../lib/errors";

/** Runs `action` and gives back the PipelineError it threw; no error, or another kind of error, fails the test. */
export function thrownBy(action: () => unknown): PipelineError {
  try {
    action();
  } catch (error) {
    if (error instanceof PipelineError) return error;
    throw new Error(`got ${String(error)}, expected a PipelineError`, { cause: error });
  }
  throw new Error("got no error, expected a PipelineError");
}

/** As `thrownBy`, for a promise. */
export async function rejectionOf(promise: Promise<unknown>): Promise<PipelineError> {
  const outcome = await promise.then(
    () => ({ error: null }),
    (error: unknown) => ({ error }),
  );
  return thrownBy(() => {
    if (outcome.error !== null) throw outcome.error;
  });
}
