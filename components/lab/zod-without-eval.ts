/**
 * Keeps zod from trying `new Function`, which the page's policy forbids: zod would catch it, but the browser reports a
 * violation all the same. zod asks when a schema is made, so this must be imported before lib/evidence/report-schema.
 */
import { config } from "zod";

config({ jitless: true });
