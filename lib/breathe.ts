/**
 * Lets a thread do what else it has to, such as the answer to a ping, in the middle of long work. WebAssembly computes on
 * the thread itself, and to await its numbers is no pause: the promise is resolved already. Worker and Node.
 */

/** So long a thread's other work may wait, and no sooner is it let in again: a timer costs about a millisecond. */
export const BREATH_MS = 100;

/** When the thread last did so, whoever asked for it. */
let breathedMs = 0;

/** To be awaited before each piece of long work, with nothing half done that another task could meet. */
export async function breathe(): Promise<void> {
  if (performance.now() - breathedMs <= BREATH_MS) return;
  await new Promise((resolve) => setTimeout(resolve));
  breathedMs = performance.now();
}
