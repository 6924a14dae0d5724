/**
 * Faults, as opposed to expected situations (no face, camera refused), which are values. They cross the worker as plain
 * data, so code and stage are kept apart from the message. Messages say what was got and what was expected.
 */

export type PipelineErrorCode =
  | "bad-input"
  | "bad-model"
  | "hash-mismatch"
  | "load-failed"
  | "backend-failed"
  | "self-test-failed"
  | "device-lost"
  | "worker-failed"
  | "internal";

export class PipelineError extends Error {
  override readonly name = "PipelineError";

  constructor(
    readonly code: PipelineErrorCode,
    /** Where it happened: a folder of `lib`, or a file that was read. */
    readonly stage: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/**
 * Throws PipelineError "backend-failed" where a network's numbers add up to 0 or to no number: a GPU whose shader failed gives them
 * without a word, and labels would be made of them. `sum`: of what is never below 0; `name`: of the numbers.
 */
export function assertComputed(sum: number, name: string, stage: string): void {
  if (sum > 0 && sum < Infinity) return;
  const message = `${name}: got a sum of ${sum}, expected numbers above 0: the backend computes nothing any more`;
  throw new PipelineError("backend-failed", stage, message);
}

/** Plain form of an error that may be posted between threads. */
export interface ErrorData {
  readonly code: PipelineErrorCode;
  readonly stage: string;
  readonly message: string;
  readonly stack?: string;
}

export function errorToData(error: unknown, stage: string): ErrorData {
  if (error instanceof PipelineError) {
    return { code: error.code, stage: error.stage, message: error.message, stack: error.stack };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", stage, message, stack: error instanceof Error ? error.stack : undefined };
}
