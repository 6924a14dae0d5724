/** Whether a page can be opened now: in place of one that does not come, a browser shows one of its own, for good. Page. */

/** A server that has not answered by then is away. Guessed. */
const ANSWER_LIMIT_MS = 15_000;

export const pageAnswers = (url: string): Promise<boolean> =>
  fetch(url, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
