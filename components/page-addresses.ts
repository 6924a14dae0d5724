/**
 * What each page keeps in its address (settings, choices), for the way back to it from another page of this tab. A store
 * for useSyncExternalStore: a page tells its query only after the links to it were first shown.
 */

/** Path of a page -> its query, with the question mark, or empty. */
type Queries = ReadonlyMap<string, string>;

/** On the server, and in the first render. */
export const NO_QUERIES: Queries = new Map();

let queries = NO_QUERIES;
const listeners = new Set<() => void>();

export const getQueries = (): Queries => queries;

export function subscribeToQueries(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `path`: of a page, from "/". `search`: with its question mark, or empty. */
export function rememberQuery(path: string, search: string): void {
  queries = new Map(queries).set(path, search);
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
