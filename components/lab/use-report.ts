/** The report for as long as the component is on the page, and another try where loading it failed. */
"use client";

import { useCallback, useEffect, useState } from "react";
import { loadReport, type ReportState } from "./load-report";

const BASE_PATH = process.env.NEXT_PUBLIC_BASE_PATH ?? "";

export interface ReportHandle {
  readonly state: ReportState;
  readonly reload: () => void;
}

export function useReport(): ReportHandle {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<ReportState>({ kind: "loading" });

  useEffect(() => {
    const abort = new AbortController();
    void loadReport(BASE_PATH, abort.signal).then((loaded) => {
      if (!abort.signal.aborted) setState(loaded);
    });
    return () => abort.abort();
  }, [attempt]);

  const reload = useCallback(() => {
    setState({ kind: "loading" });
    setAttempt((count) => count + 1);
  }, []);
  return { state, reload };
}
