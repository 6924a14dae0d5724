/**
 * What a tab keeps from one load of its pages to the next: words by name in its own storage, gone with the tab. A browser
 * that lets a page keep nothing keeps nothing and stops nothing. Page.
 */

export function recall(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** What `JSON.stringify` made; null where nothing is kept, or no JSON (another version of the page may have kept it). */
export function recallJson(name: string): unknown {
  try {
    return JSON.parse(recall(name) ?? "null");
  } catch {
    return null;
  }
}

export function keep(name: string, word: string): void {
  try {
    sessionStorage.setItem(name, word);
  } catch {
    // Forbidden, or full: said above.
  }
}

export function forget(name: string): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Where nothing may be kept, nothing has to be forgotten.
  }
}
