/**
 * Why the face in use got its label. For as long as the panel is on the page the session inspects frames, at most two a
 * second, and each of them sets this state; closed, nothing is computed. What was said of the last face stays while nobody
 * is seen, or the focus and the tables that somebody opened would go with it; but not for long, since it shows the face.
 */
"use client";

import { useEffect, useId, useRef, useState } from "react";
import { faceWords, labelWord, nearestWord } from "@/lib/overlay/face-words";
import { GATE_STATUSES, type FrameResult, type Inspection } from "@/lib/types";
import type { LiveSession } from "../live-session";
import { ActivationSection } from "./activation-section";
import { HeadsSection } from "./heads-section";
import { LabelsSection } from "./labels-section";
import { LightSection } from "./light-section";

/** Longer than a look aside, too short for the next person to see it. Guessed. */
const LAST_FACE_KEPT_MS = 5000;

interface WhyPanelProps {
  readonly id: string;
  readonly session: LiveSession;
  /** Id of the chosen head, once it is known. */
  readonly headInUse?: string;
  /** Whether the engine reads frames, or will. */
  readonly isRunning: boolean;
}

export function WhyPanel({ id, session, headInUse, isRunning }: WhyPanelProps) {
  const titleId = useId();
  const panel = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [newest, setNewest] = useState<FrameResult | null>(null);
  /** The newest with a face, of the same source. */
  const [result, setResult] = useState<FrameResult | null>(null);
  useEffect(() => {
    let seenMs = 0;
    const clear = (): void => {
      // What has the focus is about to go.
      const { activeElement } = document;
      if (panel.current?.contains(activeElement)) heading.current?.focus({ preventScroll: true });
      setResult(null);
    };
    return session.onInspection((inspected) => {
      const nowMs = performance.now();
      if (inspected?.inspection) seenMs = nowMs;
      setNewest(inspected);
      if (inspected?.inspection) setResult(inspected);
      else if (!inspected || nowMs - seenMs > LAST_FACE_KEPT_MS) clear();
    });
  }, [session]);
  const inspection = result?.inspection;
  return (
    <section
      ref={panel}
      id={id}
      aria-labelledby={titleId}
      data-testid="why-panel"
      className="border-line bg-panel min-w-0 space-y-6 rounded-2xl border p-4"
    >
      <h2 ref={heading} tabIndex={-1} id={titleId} className="text-xl font-semibold outline-none">
        Why this label?
      </h2>
      {!newest && <p>{isRunning ? "Reading …" : "Nothing is read."}</p>}
      {newest && !newest.inspection && (
        <p>No face in the picture.{result && " Below is what was made of the last one that was seen."}</p>
      )}
      {result && inspection && (
        <>
          <Summary result={result} inspection={inspection} />
          <ActivationSection inspection={inspection} />
          <LabelsSection inspection={inspection} labelSet={result.labelSet} />
          <LightSection inspection={inspection} />
          <HeadsSection heads={inspection.heads} headInUse={headInUse} />
        </>
      )}
    </section>
  );
}

/** Which face it is, and what is said of it: no expression of a face that cannot be judged. */
function Summary({ result, inspection }: { result: FrameResult; inspection: Inspection }) {
  const face = result.faces[inspection.face];
  const isGated = GATE_STATUSES.some((status) => status === face.status);
  const isFromNeutral = result.baselines.some(({ trackId, share }) => trackId === face.trackId && share === 1);
  const settled = isFromNeutral ? "settled over several and measured from its own neutral" : "settled over several";
  const { label } = inspection.activation;
  const thisFrame = nearestWord(face) === labelWord(label) ? "" : `By itself this frame looks ${labelWord(label)}. `;
  return (
    <p data-testid="why-summary" className="max-w-2xl">
      <strong>
        Face {face.trackId}: {faceWords(face).headline}.
      </strong>{" "}
      {result.faces.length > 1 && "The largest face is shown. "}
      {isGated
        ? "It gets no label. Below is what the network made of it all the same."
        : `${thisFrame}Below is one frame; the label beside the face is ${settled}.`}
    </p>
  );
}
