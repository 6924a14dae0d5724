/** The settings in the live page's address, for the way back to it from another page of this tab. */
let query = "";

/** `search`: with its question mark, or empty. */
export function rememberLiveQuery(search: string): void {
  query = search;
}

export const liveAddress = (): string => `/${query}`;
