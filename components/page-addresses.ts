/** What each page keeps in its address (settings, choices), for the way back to it from another page of this tab. */
const queries = new Map<string, string>();

/** `path`: of a page, from "/". `search`: with its question mark, or empty. */
export function rememberQuery(path: string, search: string): void {
  queries.set(path, search);
}

export const addressOf = (path: string): string => `${path}${queries.get(path) ?? ""}`;

/**
 * Puts the query into the address of the page that is shown, and remembers it. Replaced, not pushed: the back button
 * leaves the page, as before.
 */
export function replaceQuery(path: string, query: URLSearchParams): void {
  const search = query.size > 0 ? `?${query.toString()}` : "";
  window.history.replaceState(window.history.state, "", `${window.location.pathname}${search}${window.location.hash}`);
  rememberQuery(path, search);
}
