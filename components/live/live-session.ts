/**
 * The live page without React: owns the engine, the source (camera, picture or video) and the frame pump, and draws each
 * result. Page. React reads `state` through subscribe/getState; results and HUD figures go to listeners, so no frame causes
 * a render. Frames are inspected only while somebody listens. Engine and camera come back by themselves when they fail.
 * Whoever creates a session disposes it; that stops camera and worker.
 */
import { nextCameraState, type CameraEvent, type CameraFailure } from "../../lib/camera/camera-state";
import { createFramePump, type FramePump, type PumpedFrame } from "../../lib/camera/frame-pump";
import { createStillReader, type StillReader } from "../../lib/camera/still-reader";
import { drawOverlay } from "../../lib/overlay/draw-overlay";
import type { FrameResult } from "../../lib/types";
import type { PipelineSettings } from "../../lib/worker/protocol";
import { watchIdle, type IdleWatch } from "../idle-watch";
import { FrameMeter } from "./frame-meter";
import { LiveCamera } from "./live-camera";
import { LiveEngine } from "./live-engine";
import { canPlay, playAgain, stillOf, whyNotShown } from "./media";
import { INITIAL_STATE, NO_SOURCE, type HudFigures, type LiveState } from "./live-state";

/** The HUD and the list of readings change this often. */
const HUD_INTERVAL_MS = 250;
/** From one inspection to the next frame that is inspected: at most two a second, however fast the machine. */
const INSPECTION_INTERVAL_MS = 500;
const NOT_PLAYABLE_WORDS = "a video that this browser cannot decode";
const NOT_ALLOWED_WORDS = "no permission of the browser to play by itself, as in a mode that saves power";

/** Of a page whose reader asked for no other size. */
const USUAL_TEXT_PX = 16;

/** No label stands longer over a picture that moves, but for a machine that takes longer for each. */
const LABEL_KEPT_MS = 5000;

export interface Stage {
  readonly video: HTMLVideoElement;
  readonly canvas: HTMLCanvasElement;
}

export type HudListener = (figures: HudFigures | null, result: FrameResult | null) => void;
/** An inspected frame, without `inspection` where it has no face; null when its source is gone. */
export type InspectionListener = (result: FrameResult | null) => void;

export class LiveSession {
  private state: LiveState = { ...INITIAL_STATE, paused: document.hidden };
  private readonly listeners = new Set<() => void>();
  private readonly hudListeners = new Set<HudListener>();
  private readonly inspectionListeners = new Set<InspectionListener>();
  private readonly meter = new FrameMeter();
  private readonly hudTimer: ReturnType<typeof setInterval>;
  private stage: Stage | null = null;
  /** By itself, with the first stage. */
  private startsCamera: boolean;
  /** Of an unattended page. */
  private readonly idle: IdleWatch | null;
  private readonly engine: LiveEngine;
  private readonly camera: LiveCamera;
  private pump: FramePump | null = null;
  private still: StillReader | null = null;
  private result: FrameResult | null = null;
  /** When the result's frame was taken, and how long after that it came. */
  private capturedMs = 0;
  private latencyMs = 0;
  private newSource = true;
  /** When the last inspection came. */
  private inspectedMs = -Infinity;
  /** Counts sources, so that an answer for an earlier one is not taken for the present. */
  private sourceNumber = 0;
  /** Counts what the person asked for, so that a file which opens late does not end what was asked for after it. */
  private openingNumber = 0;
  private disposed = false;

  constructor(
    baseUrl: string,
    settings: Partial<PipelineSettings>,
    /** What the person chose; null: by source (a camera is mirrored, a file is not). */
    private mirror: boolean | null,
    /** Nobody is there to press a button: the camera starts by itself, again after any failure, and when a visitor left. */
    unattended: boolean,
  ) {
    this.startsCamera = unattended;
    this.idle = unattended ? watchIdle(() => this.onIdle()) : null;
    this.engine = new LiveEngine(baseUrl, settings, unattended, {
      onState: (engine) => this.set({ engine }),
      onReady: () => this.readAgain(),
      onGone: () => this.forgetResult(),
      onNotice: (notice) => this.set({ notice }),
      onFrameError: (error) => this.set({ frameError: `A frame could not be read: ${error}` }),
    });
    this.camera = new LiveCamera(
      {
        onAsk: (again) => this.askForCamera(again),
        onLive: () => {
          this.cameraEvent({ type: "granted" });
          this.set({ retriedAfter: null, cameraComesBack: false });
          this.startPump();
        },
        onSilent: (silent) => this.onCameraSilent(silent),
        onLost: (failure, comesBack) => this.onCameraLost(failure, comesBack),
      },
      unattended,
    );
    this.hudTimer = setInterval(() => this.tick(performance.now()), HUD_INTERVAL_MS);
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  getState = (): LiveState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  onHud(listener: HudListener): () => void {
    this.hudListeners.add(listener);
    return () => this.hudListeners.delete(listener);
  }

  /** Frames are inspected for as long as somebody listens; a still picture is read again at once. */
  onInspection(listener: InspectionListener): () => void {
    this.inspectionListeners.add(listener);
    this.inspectedMs = -Infinity;
    this.readAgain();
    return () => this.inspectionListeners.delete(listener);
  }

  /** The elements of the page; null when they leave it. */
  setStage(stage: Stage | null): void {
    this.stage = stage;
    if (!stage || !this.startsCamera) return;
    this.startsCamera = false;
    void this.startCamera(true);
  }

  /** Loads weights and backend. Called on opening the page and for another try after a failure. */
  load(): void {
    this.engine.load();
  }

  configure(changes: Partial<PipelineSettings>): void {
    // It may speak of a classifier in the address that there is not.
    if (changes.head !== undefined) this.dismissNotice();
    this.engine.configure(changes);
  }

  /** The largest face in view is held neutral for two seconds; results tell how far it is. False: no face is in view. */
  takeBaseline(): boolean {
    if (!this.result?.faces.length) return false;
    this.engine.takeBaseline();
    return true;
  }

  forgetBaselines(): void {
    this.engine.forgetBaselines();
  }

  setMirrored(mirrored: boolean): void {
    this.mirror = mirrored;
    this.set({ mirrored });
    this.redraw();
  }

  /** `byItself`: nobody asks for it. */
  async startCamera(byItself = false): Promise<void> {
    this.openingNumber++;
    await this.camera.start(byItself);
  }

  /** A visitor stopped the camera, or chose something else, and left. One that failed comes back by itself, or may not. */
  private onIdle(): void {
    if (this.stage && this.state.camera.kind === "idle") void this.startCamera(true);
  }

  private askForCamera(again: boolean): HTMLVideoElement | null {
    if (!this.stage) return null;
    const { camera, cameraComesBack } = this.state;
    this.clearScreen();
    if (!again) this.dismissNotice();
    this.cameraEvent({ type: "ask" });
    this.set({ source: { kind: "camera" }, mirrored: this.mirror ?? true });
    // Nobody asked for it: what the page says stays, and with it the focus on its buttons.
    if (again) this.set({ cameraComesBack, retriedAfter: camera.kind === "failed" ? camera.failure : null });
    return this.stage.video;
  }

  /** A picture of this site. What is on screen stays until it can be shown. */
  async openSample(url: string, name: string): Promise<void> {
    const number = ++this.openingNumber;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`got status ${response.status}`);
      const picture = await response.blob();
      if (number === this.openingNumber) await this.openFile(picture, name);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (number === this.openingNumber) this.set({ notice: `${name} could not be loaded: ${why}.` });
    }
  }

  /** A picture or a video; anything else is refused with a sentence, and what is on screen stays. */
  async openFile(file: File | Blob, name: string): Promise<void> {
    const number = ++this.openingNumber;
    const kind = file.type.startsWith("video/") ? "video" : "picture";
    const shown = kind === "video" ? file : await stillOf(file);
    const url = URL.createObjectURL(shown ?? file);
    const canShow = shown !== null && (kind === "picture" || (await canPlay(url)));
    const isWanted = number === this.openingNumber && !this.disposed;
    if (!isWanted || !canShow) {
      URL.revokeObjectURL(url);
      if (isWanted) this.set({ notice: `${name} cannot be shown: ${whyNotShown(file)}.` });
      return;
    }
    const source = this.endSource();
    this.set({ source: { kind, name, url }, mirrored: this.mirror ?? false });
    if (kind === "video") return this.playVideo(url, name, source);
    this.still = createStillReader(shown, {
      read: (frame) => this.readFrame(frame, true),
      onProblem: (error) => this.set({ notice: `${name} can no longer be read: ${String(error)}` }),
    });
    this.readAgain();
  }

  stop(): void {
    this.openingNumber++;
    this.endSource();
  }

  dismissNotice(): void {
    this.set({ notice: null });
  }

  redraw(): void {
    if (!this.stage) return;
    const textScale = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_TEXT_PX;
    drawOverlay(this.stage.canvas, this.result, { mirrored: this.state.mirrored, textScale });
  }

  dispose(): void {
    this.disposed = true;
    this.endSource();
    this.camera.dispose();
    this.idle?.end();
    this.engine.dispose();
    clearInterval(this.hudTimer);
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.listeners.clear();
    this.hudListeners.clear();
    this.inspectionListeners.clear();
  }

  private async playVideo(url: string, name: string, number: number): Promise<void> {
    const video = this.stage?.video;
    if (!video) return;
    video.muted = true;
    video.loop = true;
    video.playsInline = true;
    video.src = url;
    const giveUp = (got: string): void => {
      if (number !== this.sourceNumber) return;
      this.endSource();
      this.set({ notice: `${name} cannot be played: got ${got}.` });
    };
    // May come long after it began to play: a file that is cut off, or damaged in the middle.
    video.onerror = () => giveUp("a video that this browser cannot decode to its end");
    try {
      await video.play();
    } catch (error) {
      return giveUp(
        error instanceof Error && error.name === "NotAllowedError" ? NOT_ALLOWED_WORDS : NOT_PLAYABLE_WORDS,
      );
    }
    if (number === this.sourceNumber) this.startPump();
  }

  private startPump(): void {
    if (!this.stage) return;
    this.pump = createFramePump(this.stage.video, {
      read: (frame) => this.readFrame(frame),
      onProblem: (error) => this.set({ frameError: `A frame could not be read: ${String(error)}` }),
    });
    this.pump.setPaused(this.state.paused);
  }

  private async readFrame({ frame, capturedMs }: PumpedFrame, still = false): Promise<void> {
    if (this.state.engine.kind !== "ready") return frame.close();
    const number = this.sourceNumber;
    const inspect = this.inspectionListeners.size > 0 && (still || this.isInspectionDue());
    const newSource = this.takeNewSource() || still;
    const result = await this.engine.readFrame(frame, { capturedMs, newSource, still, inspect });
    if (!result || number !== this.sourceNumber || this.disposed || this.state.cameraSilent) return;
    const nowMs = performance.now();
    this.capturedMs = capturedMs;
    this.latencyMs = nowMs - capturedMs;
    this.meter.add(result, nowMs, this.latencyMs);
    this.result = result;
    this.redraw();
    if (this.state.frameError) this.set({ frameError: null });
    if (!inspect) return;
    this.inspectedMs = nowMs;
    this.emitInspection(result);
  }

  private isInspectionDue(): boolean {
    return performance.now() - this.inspectedMs >= INSPECTION_INTERVAL_MS;
  }

  /** A change of settings, or a wish to see why, shows on a still picture at once. */
  private readAgain(): void {
    if (this.state.engine.kind === "ready") this.still?.readAgain();
  }

  private takeNewSource(): boolean {
    const value = this.newSource;
    this.newSource = false;
    return value;
  }

  /** Ends what is on screen, and a camera that is to come; returns the number of the source to come. */
  private endSource(): number {
    this.camera.end();
    this.dismissNotice();
    return this.clearScreen();
  }

  /** The same for the camera, which ends and comes back by itself; what the page says stays. */
  private clearScreen(): number {
    this.pump?.stop();
    this.pump = null;
    this.still?.stop();
    this.still = null;
    this.newSource = true;
    this.forgetResult();
    const { source } = this.state;
    const video = this.stage?.video;
    if (video?.src) {
      video.onerror = null;
      video.removeAttribute("src");
      video.load();
    }
    if ("url" in source) URL.revokeObjectURL(source.url);
    const camera = nextCameraState(this.state.camera, { type: "stop" });
    this.set({ ...NO_SOURCE, camera, frameError: null });
    return ++this.sourceNumber;
  }

  /** Nothing is said of a frame any more: its source or the engine that read it is gone. */
  private forgetResult(): void {
    this.result = null;
    this.inspectedMs = -Infinity;
    this.emitInspection(null);
    this.meter.reset();
    for (const listener of this.hudListeners) listener(null, null);
    this.redraw();
  }

  private onCameraSilent(cameraSilent: boolean): void {
    this.set({ cameraSilent });
    if (!cameraSilent) return;
    this.newSource = true;
    this.forgetResult();
  }

  private onCameraLost(failure: CameraFailure, cameraComesBack: boolean): void {
    const camera = nextCameraState(this.state.camera, { type: "failed", failure });
    this.clearScreen();
    this.set({ camera, cameraComesBack });
  }

  private onVisibility = (): void => {
    const paused = document.hidden;
    this.pump?.setPaused(paused);
    this.set({ paused });
    this.engine.noteBackend();
    // iOS stops a camera's video when it hides the tab.
    if (!paused && this.pump && this.stage) playAgain(this.stage.video);
    if (!paused) this.camera.tabShown();
  };

  private cameraEvent(event: CameraEvent): void {
    this.set({ camera: nextCameraState(this.state.camera, event) });
  }

  private tick(nowMs: number): void {
    const isMoving = this.pump !== null && !this.state.paused;
    if (this.pump && isMoving && this.state.camera.kind === "live") this.camera.look(this.pump.pictures(), nowMs);
    // A worker that is still at it, or frames that cannot be taken: the picture on screen is another one by now.
    const keptMs = Math.max(LABEL_KEPT_MS, 2 * this.latencyMs);
    if (isMoving && this.result && nowMs - this.capturedMs > keptMs) this.forgetResult();
    const figures = this.meter.figures(nowMs);
    for (const listener of this.hudListeners) listener(figures, this.result);
  }

  private emitInspection(result: FrameResult | null): void {
    for (const listener of this.inspectionListeners) listener(result);
  }

  private set(changes: Partial<LiveState>): void {
    if (this.disposed) return;
    this.state = { ...this.state, ...changes };
    for (const listener of this.listeners) listener();
  }
}
