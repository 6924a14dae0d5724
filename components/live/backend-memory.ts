/**
 * Whether this tab ended without a word while a graphics backend was in use: a browser whose tab crashed loads the page
 * anew, and the same backend would crash it again. And what a page that loads itself anew hands on to the next. Page.
 */
import { BACKENDS, type BackendName } from "../../lib/types";
import { FORGIVEN_MS, type BackendFallback } from "../../lib/worker/protocol";
import { forget, keep, recall, recallJson } from "../tab-storage";

/** Holds the backend's name, and since when it is in use. */
const IN_USE = "mien-backend-in-use";
/** And its name: how often the tab ended on it, each time soon. */
const CRASHES = "mien-backend-crashes-";
/** JSON of what the page before this one avoided. */
const AVOIDED = "mien-backends-avoided";

export interface CrashedBackend {
  readonly backend: BackendName;
  /** In a row, this one with them: a backend that has worked for long is forgiven what was before. */
  readonly times: number;
}

/** Null: in no use, or in one that cannot end the tab, or the tab is put away and may be ended by the system. */
export function rememberInUse(backend: BackendName | null): void {
  if (backend === null || backend === "wasm") forget(IN_USE);
  else if (inUse().backend !== backend) keep(IN_USE, `${backend} ${Date.now()}`);
}

/** The backend on which the tab ended; forgotten with this call, but for how often it did. */
export function takeCrashed(): CrashedBackend | null {
  const { backend, sinceMs } = inUse();
  forget(IN_USE);
  if (!backend) return null;
  const isForgiven = !(Date.now() - sinceMs < FORGIVEN_MS);
  const times = (isForgiven ? 0 : Number(recall(CRASHES + backend))) + 1;
  keep(CRASHES + backend, String(times));
  return { backend, times };
}

/** For the page that this one is about to load in its own place. */
export const keepAvoided = (avoided: readonly BackendFallback[]): void => keep(AVOIDED, JSON.stringify(avoided));

/** What the page before this one kept; forgotten with this call, so that a person who loads the page anew begins anew. */
export function takeAvoided(): BackendFallback[] {
  const kept = recallJson(AVOIDED);
  forget(AVOIDED);
  return Array.isArray(kept) ? kept.filter(isFallback) : [];
}

/** The page before this one may have been of another version. */
function isFallback(kept: Partial<BackendFallback> | null): kept is BackendFallback {
  return BACKENDS.some((name) => name === kept?.backend) && typeof kept?.reason === "string";
}

function inUse(): { readonly backend?: BackendName; readonly sinceMs: number } {
  const [word, since] = recall(IN_USE)?.split(" ") ?? [];
  return { backend: BACKENDS.find((name) => name === word), sinceMs: Number(since) };
}
