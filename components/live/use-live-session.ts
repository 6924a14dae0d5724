/** A LiveSession for as long as the component is on the page. Undefined during server rendering and the first render. */
"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { LiveSession } from "./live-session";
import { INITIAL_STATE, type LiveState } from "./live-state";
import { settingsFromQuery } from "./settings-from-query";

export interface LiveSessionHandle {
  readonly session: LiveSession | null;
  readonly state: LiveState;
  /** What in the address does not fit. */
  readonly problems: readonly string[];
}

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? "";
const noSubscription = () => () => {};

export function useLiveSession(): LiveSessionHandle {
  const [handle, setHandle] = useState<{ session: LiveSession; problems: readonly string[] } | null>(null);
  useEffect(() => {
    const { pipeline, mirror, problems } = settingsFromQuery(new URLSearchParams(window.location.search));
    const session = new LiveSession(`${window.location.origin}${BASE_PATH}/`, pipeline, mirror);
    session.load();
    setHandle({ session, problems });
    return () => session.dispose();
  }, []);
  const session = handle?.session ?? null;
  const state = useSyncExternalStore(
    session?.subscribe ?? noSubscription,
    session?.getState ?? (() => INITIAL_STATE),
    () => INITIAL_STATE,
  );
  return { session, state, problems: handle?.problems ?? [] };
}
