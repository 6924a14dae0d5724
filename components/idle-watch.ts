/**
 * Tells when nobody has touched the page for a while, and again after each such while that follows; a hidden page is left
 * alone. Page. For unattended pages only: a person who reads is not hurried (WCAG 2.2.1).
 */

/** Guessed: somebody who reads a page scrolls within it, and who comes next does not wait for long. */
export const IDLE_MS = 120_000;

/**
 * Assistive technology clicks without any of the others, and a file is dropped or chosen without a press on this page. A
 * mouse that only moves is nobody: a table that shakes moves it.
 */
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart", "click", "change", "drop"] as const;

export interface IdleWatch {
  end(): void;
}

/** `onIdle` gets a signal that is aborted by the next touch, and by the watch's end. */
export function watchIdle(onIdle: (touched: AbortSignal) => void): IdleWatch {
  let touched = new AbortController();
  const tellIdle = (): void => {
    if (!document.hidden) onIdle(touched.signal);
  };
  let timer = setInterval(tellIdle, IDLE_MS);
  const onTouch = (): void => {
    touched.abort();
    touched = new AbortController();
    clearInterval(timer);
    timer = setInterval(tellIdle, IDLE_MS);
  };
  // Capturing, so that nothing on the page keeps a touch to itself.
  const options = { capture: true, passive: true };
  for (const touch of TOUCHES) window.addEventListener(touch, onTouch, options);
  return {
    end() {
      touched.abort();
      clearInterval(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, onTouch, options);
    },
  };
}
