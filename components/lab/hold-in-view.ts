/** The part of a page that its address names, while reports arrive late and push it down. */

/** What a visitor does who wants to go elsewhere. */
const ACTIONS = ["wheel", "touchmove", "keydown", "pointerdown", "click"] as const;
const LONGEST_MS = 10_000;

/** When the visitor last went back or forward: the browser then returns to the place where the page was left. */
let historyStepMs = -Infinity;
if (typeof window !== "undefined") window.addEventListener("popstate", () => (historyStepMs = performance.now()));

/** Whether the page that is just being drawn was come to by "back" or "forward". */
export const isHistoryStep = (): boolean => performance.now() - historyStepMs < 1000;

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
