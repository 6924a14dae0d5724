/** Where the button that was pressed goes away with what it stood in, the container's heading takes the focus. */
import { useEffect, useRef, type RefObject } from "react";

/** `container` holds an h1 with a tabIndex of -1. To be called by the component whose render takes things away. */
export function useFocusKept(container: RefObject<HTMLElement | null>): void {
  const last = useRef<Element | null>(null);

  useEffect(() => {
    const element = container.current;
    const remember = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element ? target : null;
    };
    element?.addEventListener("focusin", remember);
    return () => element?.removeEventListener("focusin", remember);
  }, [container]);

  useEffect(() => {
    if (!last.current || last.current.isConnected || document.activeElement !== document.body) return;
    last.current = null;
    container.current?.querySelector("h1")?.focus({ preventScroll: true });
  });
}
