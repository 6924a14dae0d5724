/**
 * From another page of the site back to an unattended live page, once nobody is there any more: a visitor who follows a
 * link would end it for good. The screen stays on meanwhile. Page.
 */
import { keepAwake } from "../lib/camera/keep-awake";
import { watchIdle } from "./idle-watch";
import { settingsFromQuery } from "./live/settings-from-query";
import { pageAnswers } from "./page-answers";

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? "";

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
    if ((await pageAnswers(BASE_PATH + address)) && !touched.aborted) go(address);
  });
  return () => {
    idle.end();
    awake.end();
  };
}
