/** A report for as long as the component is on the page, and another try where loading it failed. */
"use client";

import { useCallback, useEffect, useState } from "react";
import { loadReport, type ReportSource, type ReportState } from "./load-report";

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? "";

export interface ReportHandle<Report> {
  readonly state: ReportState<Report>;
  readonly reload: () => void;
}

/** `source`: the same object at each call. */
export function useReport<Report>(source: ReportSource<Report>): ReportHandle<Report> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<ReportState<Report>>(source.known ?? { kind: "loading" });

  useEffect(() => {
    const abort = new AbortController();
    void loadReport(source, BASE_PATH, abort.signal).then((loaded) => {
      if (abort.signal.aborted) return;
      // A server that is away for a moment takes nothing from the page that is there.
      setState((shown) => (loaded.kind === "broken" && shown.kind === "present" ? shown : loaded));
    });
    return () => abort.abort();
  }, [source, attempt]);

  const reload = useCallback(() => {
    setState({ kind: "loading" });
    setAttempt((count) => count + 1);
  }, []);
  return { state, reload };
}
