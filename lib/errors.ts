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
