/** The live page: stage (video or picture with the overlay above it), start screen, controls, figures and settings. */
"use client";

import { useEffect, useId, useRef, useState } from "react";
import { FAILURE_SENTENCES } from "@/lib/camera/camera-state";
import { Button } from "../ui/button";
import { Message } from "../ui/message";
import { useFocusKept } from "../ui/use-focus-kept";
import { BaselineControls } from "./baseline-controls";
import { EngineStatus } from "./engine-status";
import { Hud } from "./hud";
import { canStop, engineFailure, isCameraAsked } from "./live-state";
import { NoFaceNote, StageNote } from "./stage-notes";
import { SettingsPanel } from "./settings-panel";
import { StartScreen } from "./start-screen";
import { statusText } from "./status-text";
import { useLiveSession } from "./use-live-session";
import { WhyPanel } from "./why/why-panel";

/** Of the stage, until the source is known. */
const WIDE = 16 / 9;
const SAMPLE_URL = `${process.env.NEXT_PUBLIC_BASE_PATH ?? ""}/pictures/astronaut.png`;

export function LiveView() {
  const { session, state, problems } = useLiveSession();
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);
  const [why, setWhy] = useState(false);
  // Kept here, since the settings leave the page while the engine fails.
  const [keysOn, setKeysOn] = useState(true);
  const [videoAspect, setVideoAspect] = useState(WIDE);
  const [pictureAspect, setPictureAspect] = useState(WIDE);
  const whyId = useId();
  const page = useRef<HTMLDivElement>(null);
  useFocusKept(page);

  useEffect(() => {
    if (!session || !video.current || !canvas.current) return;
    session.setStage({ video: video.current, canvas: canvas.current });
    const observer = new ResizeObserver(() => session.redraw());
    observer.observe(canvas.current);
    return () => {
      observer.disconnect();
      session.setStage(null);
    };
  }, [session]);

  // Anywhere on the page, because a file that misses its target would replace the page.
  useEffect(() => {
    if (!session) return;
    const over = (event: DragEvent) => {
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setDragging(false);
      const file = event.dataTransfer?.files[0];
      if (file) void session.openFile(file, file.name);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [session]);

  const { engine, source, camera } = state;
  const info = "info" in engine ? engine.info : null;
  const openFile = (file: File | undefined) => file && void session?.openFile(file, file.name);
  const waiting = source.kind === "none" || camera.kind === "asking";
  const cameraFailure = camera.kind === "failed" ? camera.failure : state.retriedAfter;

  return (
    <div ref={page} className="grid grow gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-3">
        {!waiting && (
          <h1 tabIndex={-1} className="sr-only">
            Live reading
          </h1>
        )}
        {problems.map((problem) => (
          <Message key={problem} testId="setting-problem">
            {problem}; the default is used.
          </Message>
        ))}
        {cameraFailure && (
          <Message testId="camera-error" action={{ name: "Try again", run: () => void session?.startCamera() }}>
            {FAILURE_SENTENCES[cameraFailure]}
            {state.cameraComesBack && " Meanwhile it is tried again by itself."}
          </Message>
        )}
        {state.frameError && <Message testId="frame-error">{state.frameError}</Message>}
        {state.notice && (
          <Message testId="notice" action={{ name: "Dismiss", run: () => session?.dismissNotice() }}>
            {state.notice}
          </Message>
        )}
        <div
          // On screen with its controls, however high the page beside it is.
          style={waiting ? undefined : { aspectRatio: source.kind === "picture" ? pictureAspect : videoAspect }}
          className={`border-line relative flex overflow-hidden rounded-2xl border ${waiting ? "bg-panel min-h-96 grow" : "max-h-[calc(100dvh-11rem)] min-h-64 bg-black"} ${dragging ? "outline-accent outline-3 outline-dashed" : ""}`}
        >
          <video
            ref={video}
            playsInline
            muted
            aria-label="Video"
            onResize={({ currentTarget: { videoWidth, videoHeight } }) =>
              setVideoAspect(videoWidth / videoHeight || WIDE)
            }
            className={`absolute inset-0 size-full object-contain ${waiting || source.kind === "picture" ? "hidden" : ""} ${state.mirrored ? "-scale-x-100" : ""}`}
          />
          {source.kind === "picture" && (
            // The picture is a blob of this tab; an optimizing server must never see it.
            // eslint-disable-next-line @next/next/no-img-element
            <img
              src={source.url}
              alt={source.name}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
                setPictureAspect(naturalWidth / naturalHeight || WIDE)
              }
              className={`absolute inset-0 size-full object-contain ${state.mirrored ? "-scale-x-100" : ""}`}
            />
          )}
          <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />
          {waiting && (
            <StartScreen
              asking={isCameraAsked(state)}
              onCamera={() => void session?.startCamera()}
              onChoose={() => chooser.current?.click()}
              onSample={() => void session?.openSample(SAMPLE_URL, "Sample picture")}
            />
          )}
          {state.paused ? (
            <StageNote testId="paused">Paused while this tab is hidden.</StageNote>
          ) : (
            session && !waiting && <NoFaceNote session={session} isStill={source.kind === "picture"} />
          )}
        </div>
        <input
          ref={chooser}
          type="file"
          accept="image/*,video/*"
          data-testid="choose-file"
          aria-label="Choose a picture or video"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            openFile(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <div className="flex flex-wrap items-center gap-3">
          {canStop(state) && (
            <Button data-testid="stop" onClick={() => session?.stop()}>
              Stop
            </Button>
          )}
          {!waiting && (
            <>
              <Button onClick={() => chooser.current?.click()}>
                {source.kind === "camera" ? "Choose a picture or video" : "Choose another file"}
              </Button>
              <Button
                data-testid="why-toggle"
                aria-expanded={why}
                aria-controls={why ? whyId : undefined}
                onClick={() => setWhy(!why)}
              >
                Why this label?
              </Button>
            </>
          )}
          <p role="status" data-testid="status" className="text-ink-soft min-w-0 text-sm [overflow-wrap:anywhere]">
            {statusText(state)}
          </p>
        </div>
        {session && info && !waiting && source.kind !== "picture" && <BaselineControls session={session} />}
        {session && !waiting && why && (
          <WhyPanel id={whyId} session={session} headInUse={info?.settings.head} isRunning={!engineFailure(engine)} />
        )}
      </div>
      <aside className="border-line bg-panel flex min-w-0 flex-col gap-6 rounded-2xl border p-4">
        <EngineStatus engine={engine} onRetry={() => session?.load()} />
        {session && info && <Hud session={session} info={info} isReading={!waiting} />}
        {session && info && (
          <SettingsPanel session={session} info={info} mirrored={state.mirrored} keysOn={keysOn} onKeys={setKeysOn} />
        )}
        <p className="text-ink-soft mt-auto text-sm">
          Nothing leaves this device: the page may connect to no other host.
        </p>
      </aside>
    </div>
  );
}
