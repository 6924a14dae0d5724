/**
 * From another page of the site back to an unattended live page, once nobody is there any more: a visitor who follows a
 * link would end it for good. The screen stays on meanwhile. Page.
 */
import { keepAwake } from "../lib/camera/keep-awake";
import { watchIdle } from "./idle-watch";
import { settingsFromQuery } from "./live/settings-from-query";

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? "";
/** A server that has not answered by then is away. Guessed. */
const ANSWER_LIMIT_MS = 15_000;

/**
 * `path`: of the page that is shown, from "/". `liveQuery`: with which the live page was last open in this tab, or empty.
 * `go` opens an address of this site. Gives what ends it.
 */
export function returnWhenIdle(path: string, liveQuery: string, go: (address: string) => void): () => void {
  const isUnattended = settingsFromQuery(new URLSearchParams(liveQuery)).camera;
  if (path === "/" || !isUnattended) return () => {};
  const address = `/${liveQuery}`;
  const awake = keepAwake();
  const idle = watchIdle(async (touched) => {
    if ((await answers(BASE_PATH + address)) && !touched.aborted) go(address);
  });
  return () => {
    idle.end();
    awake.end();
  };
}

/** In place of a page that does not come, a browser shows one of its own, for good. */
const answers = (url: string): Promise<boolean> =>
  fetch(url, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
