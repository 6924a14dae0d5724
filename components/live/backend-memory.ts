/**
 * Whether this tab ended without a word while a graphics backend was in use: a browser whose tab crashed loads the page
 * anew, and the same backend would crash it again. And what a page that loads itself anew hands on to the next. A few words
 * in the tab's own storage, gone with the tab. Page.
 */
import { BACKENDS, type BackendName } from "../../lib/types";
import { FORGIVEN_MS, type BackendFallback } from "../../lib/worker/protocol";

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
  try {
    if (backend === null || backend === "wasm") sessionStorage.removeItem(IN_USE);
    else if (inUse().backend !== backend) sessionStorage.setItem(IN_USE, `${backend} ${Date.now()}`);
  } catch {
    // A browser that lets a page keep nothing: then nothing is remembered.
  }
}

/** The backend on which the tab ended; forgotten with this call, but for how often it did. */
export function takeCrashed(): CrashedBackend | null {
  try {
    const { backend, sinceMs } = inUse();
    sessionStorage.removeItem(IN_USE);
    if (!backend) return null;
    const isForgiven = !(Date.now() - sinceMs < FORGIVEN_MS);
    const times = (isForgiven ? 0 : Number(sessionStorage.getItem(CRASHES + backend))) + 1;
    sessionStorage.setItem(CRASHES + backend, String(times));
    return { backend, times };
  } catch {
    return null;
  }
}

/** For the page that this one is about to load in its own place. */
export function keepAvoided(avoided: readonly BackendFallback[]): void {
  try {
    sessionStorage.setItem(AVOIDED, JSON.stringify(avoided));
  } catch {
    // As above.
  }
}

/** What the page before this one kept; forgotten with this call, so that a person who loads the page anew begins anew. */
export function takeAvoided(): BackendFallback[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(AVOIDED) ?? "[]");
    sessionStorage.removeItem(AVOIDED);
    return Array.isArray(kept) ? kept.filter(isFallback) : [];
  } catch {
    return [];
  }
}

/** The page before this one may have been of another version. */
function isFallback(kept: Partial<BackendFallback> | null): kept is BackendFallback {
  return BACKENDS.some((name) => name === kept?.backend) && typeof kept?.reason === "string";
}

function inUse(): { readonly backend?: BackendName; readonly sinceMs: number } {
  const [word, since] = sessionStorage.getItem(IN_USE)?.split(" ") ?? [];
  return { backend: BACKENDS.find((name) => name === word), sinceMs: Number(since) };
}
