/**
 * Whether this tab ended without a word while a graphics backend was in use: a browser whose tab crashed loads the page
 * anew, and the same backend would crash it again. One word in the tab's own storage, gone with the tab. Page.
 */
import { BACKENDS, type BackendName } from "../../lib/types";

const KEY = "mien-backend-in-use";

/** Null: in no use, or in one that cannot end the tab, or the tab is put away and may be ended by the system. */
export function rememberInUse(backend: BackendName | null): void {
  try {
    if (backend === null || backend === "wasm") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, backend);
  } catch {
    // A browser that lets a page keep nothing: then nothing is remembered.
  }
}

/** The backend on which the tab ended; forgotten with this call. */
export function takeCrashed(): BackendName | null {
  try {
    const word = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return BACKENDS.find((name) => name === word) ?? null;
  } catch {
    return null;
  }
}
