/**
 * zod as the page may use it, the fields that reports share, and how a report is held against its schema. Schemas of
 * this folder take `z` from here, so that it is set up before the first of them is made.
 */
import { z } from "zod";
import { PipelineError } from "../errors";

// The page's policy forbids `new Function`, which zod tries when a schema is made: caught, but reported as a violation.
z.config({ jitless: true });

export { z };

export const whole = z.number().int().nonnegative();
export const part = z.number().min(0).max(1);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");

/** Throws PipelineError "bad-input" that names the first field that does not fit, and how many more. `path` names the report. */
export function checkReport<Schema extends z.ZodType>(schema: Schema, json: unknown, path: string): z.output<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  const where = first.path.join(".");
  throw new PipelineError("bad-input", path, `${path} does not fit its schema: ${where}: ${first.message}${more}`);
}
