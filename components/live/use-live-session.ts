/** A LiveSession for as long as the component is on the page. None during server rendering and the first render. */
"use client";

import { useState, useSyncExternalStore } from "react";
import { LiveSession } from "./live-session";
import { INITIAL_STATE, type LiveState } from "./live-state";
import { rememberQuery } from "../page-addresses";
import { settingsFromQuery } from "./settings-from-query";

export interface LiveSessionHandle {
  readonly session: LiveSession | null;
  readonly state: LiveState;
  /** What in the address does not fit. */
  readonly problems: readonly string[];
}

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? "";
const NO_SESSION: LiveSessionHandle = { session: null, state: INITIAL_STATE, problems: [] };

export function useLiveSession(): LiveSessionHandle {
  const [store] = useState(createSessionStore);
  return useSyncExternalStore(store.subscribe, store.getHandle, () => NO_SESSION);
}

const readAddress = () => settingsFromQuery(new URLSearchParams(window.location.search));

/** React subscribes when the component comes and leaves when it goes: the session lives in between. */
function createSessionStore() {
  let handle = NO_SESSION;
  return {
    getHandle: (): LiveSessionHandle => handle,
    subscribe(onChange: () => void): () => void {
      const { pipeline, mirror, camera } = readAddress();
      const session = new LiveSession(`${window.location.origin}${BASE_PATH}/`, pipeline, mirror, camera);
      const update = (): void => {
        // A setting that was chosen since is in the address, and no longer a problem.
        handle = { session, state: session.getState(), problems: readAddress().problems };
        onChange();
      };
      session.subscribe(update);
      session.load();
      rememberQuery("/", window.location.search);
      return () => {
        session.dispose();
        handle = NO_SESSION;
      };
    },
  };
}
