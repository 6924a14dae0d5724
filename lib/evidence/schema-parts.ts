/**
 * What the schemas of public/models' reports share: kinds of numbers, shares, and the error for a file that does not
 * fit. No tfjs.
 */
import { z } from "zod";
import { PipelineError } from "../errors";

// The page's policy forbids `new Function`, which zod tries when a schema is made: caught, but reported as a violation.
z.config({ jitless: true });

export const whole = z.number().int().nonnegative();
/** 0 to 1. */
export const part = z.number().min(0).max(1);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");

/** Right answers of so many, with Wilson's 95 % interval. Without answers: rate 0, interval 0 to 1. */
export const shareSchema = z.object({ right: whole, of: whole, rate: part, low: part, high: part });
export type ReportShare = z.infer<typeof shareSchema>;

/** Throws PipelineError "bad-input" that names each field that does not fit. `path` names the file in it. */
export function parseAs<Report>(schema: z.ZodType<Report>, json: unknown, path: string): Report {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 10).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new PipelineError("bad-input", path, `${path} does not fit its schema: ${issues.join("; ")}`);
}
