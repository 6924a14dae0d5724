/**
 * What each page keeps in its address (settings, choices), for the way back to it from another page of this tab. A store
 * for useSyncExternalStore: a page tells its query only after the links to it were first shown. Kept by the tab, so that a
 * page that is loaded anew still knows the way.
 */
import { keep, recallJson } from "./tab-storage";

/** Holds JSON of the queries' entries. */
const KEPT = "mien-page-queries";

/** Path of a page -> its query, with the question mark, or empty. */
type Queries = ReadonlyMap<string, string>;

/** On the server, and in the first render. */
export const NO_QUERIES: Queries = new Map();

let queries = typeof window === "undefined" ? NO_QUERIES : readKept();
const listeners = new Set<() => void>();

export const getQueries = (): Queries => queries;

export function subscribeToQueries(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `path`: of a page, from "/". `search`: with its question mark, or empty. */
export function rememberQuery(path: string, search: string): void {
  queries = new Map(queries).set(path, search);
  keep(KEPT, JSON.stringify([...queries]));
  for (const listener of listeners) listener();
}

export const addressOf = (path: string, known: Queries): string => `${path}${known.get(path) ?? ""}`;

/**
 * Puts the query into the address of the page that is shown, and remembers it. Replaced, not pushed: the back button
 * leaves the page, as before.
 */
export function replaceQuery(path: string, query: URLSearchParams): void {
  const search = query.size > 0 ? `?${query.toString()}` : "";
  window.history.replaceState(window.history.state, "", `${window.location.pathname}${search}${window.location.hash}`);
  rememberQuery(path, search);
}

/** None where nothing is kept, or what another version of the page kept is not understood. */
function readKept(): Queries {
  const kept = recallJson(KEPT);
  return Array.isArray(kept) && kept.every(isEntry) ? new Map(kept) : NO_QUERIES;
}

function isEntry(kept: unknown): kept is [path: string, search: string] {
  return Array.isArray(kept) && kept.length === 2 && kept.every((word) => typeof word === "string");
}
