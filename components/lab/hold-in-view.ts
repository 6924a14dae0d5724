/** The part of a page that its address names, while reports arrive late and push it down. */

/** What a visitor does who wants to go elsewhere. */
const ACTIONS = ["wheel", "touchmove", "keydown", "pointerdown", "click"] as const;
const LONGEST_MS = 10_000;

/** Scrolls to `element` now and whenever the page's height changes, until the visitor acts. Returns what ends it. */
export function holdInView(element: Element): () => void {
  // The first call comes at once.
  const observer = new ResizeObserver(() => element.scrollIntoView());
  const end = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    for (const action of ACTIONS) removeEventListener(action, end);
  };
  const timer = setTimeout(end, LONGEST_MS);
  for (const action of ACTIONS) addEventListener(action, end, { passive: true });
  observer.observe(document.body);
  return end;
}
