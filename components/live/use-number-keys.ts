/**
 * Number keys as shortcuts while the component is on the page. They can be turned off, as WCAG 2.1.4 asks, and are left
 * alone where a person types or chooses, or holds a modifier. Page.
 */
import { useEffect, useEffectEvent } from "react";

const TYPING = 'input:not([type="checkbox"]), select, textarea, [contenteditable]';

/** `onNumber` gets 1 to 9. */
export function useNumberKeys(on: boolean, onNumber: (number: number) => void): void {
  const choose = useEffectEvent(onNumber);
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      if (/^[1-9]$/.test(event.key)) choose(Number(event.key));
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [on]);
}
