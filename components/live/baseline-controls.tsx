/**
 * "Hold a neutral face for two seconds": takes the largest face's own neutral, from which its label is measured until
 * it leaves or somebody presses "Forget". Looks at the session four times a second, as the HUD does, and renders only
 * when something has changed.
 */
"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { FaceBaseline } from "@/lib/types";
import { Button } from "../ui/button";
import { baselineNews } from "./baseline-news";
import type { LiveSession } from "./live-session";

const NO_FACE = "No face is in view.";

export function BaselineControls({ session }: { session: LiveSession }) {
  const helpId = useId();
  const take = useRef<HTMLButtonElement>(null);
  const forget = useRef<HTMLButtonElement>(null);
  const [baselines, setBaselines] = useState<readonly FaceBaseline[]>([]);
  const [news, setNews] = useState("");
  useEffect(() => {
    let before: readonly FaceBaseline[] = [];
    return session.onHud((_, result) => {
      const now = result?.baselines ?? [];
      const words = baselineNews(before, now);
      if (words) setNews(words);
      else if (result?.faces.length) setNews((last) => (last === NO_FACE ? "" : last));
      if (JSON.stringify(now) !== JSON.stringify(before)) setBaselines(now);
      // This button is about to go, and the focus with it.
      if (now.length === 0 && forget.current?.matches(":focus")) take.current?.focus();
      before = now;
    });
  }, [session]);

  const taking = baselines.find(({ share }) => share < 1);
  const inUse = baselines.some(({ share }) => share === 1);
  return (
    <section aria-label="Neutral face" className="flex flex-wrap items-center gap-3">
      <Button
        ref={take}
        data-testid="take-baseline"
        aria-describedby={helpId}
        onClick={() => {
          if (!session.takeBaseline()) setNews(NO_FACE);
        }}
      >
        Hold a neutral face for two seconds
      </Button>
      {baselines.length > 0 && (
        <Button ref={forget} data-testid="forget-baselines" onClick={() => session.forgetBaselines()}>
          {inUse ? "Forget neutral face" : "Cancel"}
        </Button>
      )}
      {taking && (
        <progress
          className="h-2 w-32"
          aria-label={`Neutral face of face ${taking.trackId}`}
          max={1}
          value={taking.share}
        />
      )}
      <p role="status" data-testid="baseline-news" className="text-sm">
        {news}
      </p>
      <p id={helpId} className="text-ink-soft w-full text-sm">
        For a face that looks sad or stern at rest: the largest face&rsquo;s label is then measured from its own
        neutral. Forgotten when the face leaves, when you stop, and when classifier, input size or light are set
        otherwise.
      </p>
    </section>
  );
}
