/**
 * Figures of the running pipeline. Four times a second they are written straight into the page, without React, together
 * with the readings as a list for screen readers and tests: `data-readings` on the list holds JSON
 * {frameId, width, height, faces: [{trackId, label, expression, status, probabilities, box}]} of the newest frame.
 */
"use client";

import { useEffect, useRef } from "react";
import { baselineWords, faceWords } from "@/lib/overlay/face-words";
import type { FrameResult } from "@/lib/types";
import type { PipelineInfo } from "@/lib/worker/protocol";
import { FaceNews, facesById } from "./face-news";
import { LastingFaces } from "./lasting-faces";
import type { LiveSession } from "./live-session";
import type { HudFigures } from "./live-state";

const FIELDS = [
  ["fps", "Frames a second"],
  ["latency", "Camera to label"],
  ["detect", "Detect"],
  ["align", "Align + equalize"],
  ["embed", "Embed"],
  ["classify", "Classify"],
  ["faces", "Faces"],
] as const;
type Field = (typeof FIELDS)[number][0];

interface HudProps {
  readonly session: LiveSession;
  readonly info: PipelineInfo;
  /** Before anything is shown there are no figures. */
  readonly isReading: boolean;
}

export function Hud({ session, info, isReading }: HudProps) {
  const fields = useRef(new Map<Field, HTMLElement>());
  const list = useRef<HTMLUListElement>(null);
  const announcement = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const lasting = new LastingFaces();
    const news = new FaceNews();
    return session.onHud((figures, result) => {
      for (const [field] of FIELDS) {
        const element = fields.current.get(field);
        if (element) writeText(element, figures ? figureText(field, figures) : "–");
      }
      const nowMs = performance.now();
      const told = lasting.look(result, nowMs);
      if (list.current) writeReadings(list.current, result, told);
      const words = news.look(told, nowMs);
      if (announcement.current && words !== null) announcement.current.textContent = words;
    });
  }, [session]);

  return (
    <section aria-label="Figures" className="text-sm">
      <dl hidden={!isReading} className="grid gap-x-6 gap-y-1 min-[26rem]:grid-cols-2 lg:grid-cols-1">
        {FIELDS.map(([field, name]) => (
          <div key={field} className="border-line flex justify-between gap-2 border-b py-1">
            <dt className="text-ink-soft">{name}</dt>
            <dd
              className="tabular-nums"
              data-testid={`hud-${field}`}
              ref={(element) => {
                if (element) fields.current.set(field, element);
              }}
            >
              –
            </dd>
          </div>
        ))}
        <div className="border-line flex justify-between gap-2 border-b py-1">
          <dt className="text-ink-soft">Input</dt>
          <dd className="tabular-nums">{info.settings.inputSide} px</dd>
        </div>
      </dl>
      <p className="not-first:mt-3" data-testid="hud-backend" data-backend={info.backend}>
        Runs on <strong>{info.backend}</strong> <span className="text-ink-soft">({info.backendDetail})</span>,{" "}
        {(info.modelBytes / 1e6).toFixed(1)} MB of models
      </p>
      {info.fallbacks.length > 0 && (
        <ul data-testid="hud-fallbacks" className="text-ink-soft mt-1 space-y-1">
          {info.fallbacks.map(({ backend, reason }) => (
            <li key={backend} className="break-words">
              {/* WebAssembly on which a worker hung is started without them. */}
              Not {backend}
              {backend === info.backend && " with threads"}: {reason}
            </li>
          ))}
        </ul>
      )}
      <ul ref={list} data-testid="readings" className="sr-only" aria-label="Faces" />
      <p ref={announcement} data-testid="announcement" aria-live="polite" className="sr-only" />
    </section>
  );
}

function figureText(field: Field, { framesPerSecond, latencyMs, stageMs, faces }: HudFigures): string {
  if (field === "fps") return framesPerSecond?.toFixed(1) ?? "–";
  if (field === "faces") return String(faces);
  const ms = field === "latency" ? latencyMs : stageMs[field];
  return `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
}

/** `told`: the result that the items tell of, where the newest may only miss its faces. */
function writeReadings(list: HTMLUListElement, newest: FrameResult | null, told: FrameResult | null): void {
  const { frameId = 0, width = 0, height = 0 } = newest ?? {};
  const readings = facesById(newest).map(({ trackId, label, expression, status, probabilities, box }) => ({
    trackId,
    label,
    expression,
    status,
    probabilities,
    box,
  }));
  list.dataset.readings = JSON.stringify({ frameId, width, height, faces: readings });
  const faces = facesById(told);
  while (list.children.length > faces.length) list.lastElementChild?.remove();
  faces.forEach((face, index) => {
    const item = list.children[index] ?? list.appendChild(document.createElement("li"));
    const baseline = told?.baselines.find(({ trackId }) => trackId === face.trackId);
    const words = [faceWords(face).headline, ...(baseline ? [baselineWords(baseline.share)] : [])];
    writeText(item, `Face ${face.trackId}: ${words.join(", ")}`);
  });
}

/** What did not change is left alone, so that a screen reader in the middle of it stays there. */
function writeText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
