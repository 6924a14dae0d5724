/**
 * The engine of the live page: the worker with its weights and backend, loaded anew after a pause when it failed. Page.
 * It knows no source; its state and what happens are told by `events`.
 */
import type { BackendName, FrameResult } from "../../lib/types";
import { createPipelineClient, type FrameOptions, type PipelineClient } from "../../lib/worker/pipeline-client";
import { FORGIVEN_MS, type BackendFallback, type PipelineInfo, type PipelineSettings } from "../../lib/worker/protocol";
import { pageAnswers } from "../page-answers";
import { keepAvoided, rememberInUse, takeAvoided, takeCrashed } from "./backend-memory";
import { Comeback } from "./comeback";
import { engineFailure, INITIAL_STATE, type EngineFailure, type EngineState } from "./live-state";

/** Before each try to load it again. Guessed: a server restarts in seconds, a network may be gone for hours. */
const PAUSES_MS = [10_000, 30_000, 60_000, 300_000];
/** After so many tries an unattended page loads itself anew: it may be older than the files on the server. */
const RELOAD_AFTER_TRIES = 3;

export interface LiveEngineEvents {
  onState(state: EngineState): void;
  /** It reads frames, or reads them otherwise than before. */
  onReady(): void;
  /** What it said of the last frame holds no more: its backend or its worker is gone. */
  onGone(): void;
  onNotice(text: string): void;
  onFrameError(text: string): void;
}

export class LiveEngine {
  private state: EngineState = INITIAL_STATE.engine;
  private client: PipelineClient | null = null;
  /** The one that the worker starts or uses. */
  private backend: BackendName | null = null;
  /** Workers hung on these, or the tab ended on them; one that is named more often rests for longer. */
  private avoided: readonly BackendFallback[] = takeAvoided();
  /** Since when the backend works; Infinity while none does. */
  private workingSinceMs = Infinity;
  private readonly comeback = new Comeback(PAUSES_MS, (failed) => this.comeBack(failed));
  private disposed = false;

  /** `baseUrl`: the site's root, absolute, with a trailing slash. `unattended`: nobody can load the page anew. */
  constructor(
    private readonly baseUrl: string,
    private settings: Partial<PipelineSettings>,
    private readonly unattended: boolean,
    private readonly events: LiveEngineEvents,
  ) {
    const crashed = takeCrashed();
    if (crashed) {
      const fallback = { backend: crashed.backend, reason: "this tab ended while it was in use" };
      this.avoided = [...this.avoided, ...Array<BackendFallback>(crashed.times).fill(fallback)];
    }
    window.addEventListener("pagehide", this.onPageHide);
  }

  /** Called on opening the page and for another try after a failure. */
  load(): void {
    this.loadAfter(null);
  }

  /** `retriedAfter`: nobody asked for it, and what the page says of the failure stays. */
  private loadAfter(retriedAfter: EngineFailure | null): void {
    this.comeback.stop();
    this.client?.dispose();
    this.backend = null;
    this.workingSinceMs = Infinity;
    this.set({ kind: "loading", progress: null, retriedAfter });
    this.client = createPipelineClient(this.baseUrl, this.settings, this.avoided, {
      onProgress: (progress) => {
        if (progress.backend) this.setBackend(progress.backend);
        if (this.state.kind === "loading") this.set({ ...this.state, progress });
      },
      onReady: (info) => this.ready(info),
      onRecovering: (reason) => {
        this.events.onGone();
        if ("info" in this.state) this.set({ kind: "recovering", reason, info: this.state.info });
      },
      onFrameError: (error) => this.events.onFrameError(error.message),
      onFatal: (error) => {
        this.events.onGone();
        this.set({ kind: "failed", error, whileLoading: this.state.kind === "loading" });
        this.comeback.failed();
        if (error.code === "worker-failed" && this.backend) this.avoid(this.backend, error.message);
        this.noteBackend();
      },
    });
  }

  /** Shown at once; the worker's answer, which may be late on a busy machine, says what it took. */
  configure(changes: Partial<PipelineSettings>): void {
    this.settings = { ...this.settings, ...changes };
    this.avoided = this.avoided.filter(({ backend }) => backend !== changes.backend);
    if ("info" in this.state) {
      const settings = { ...this.state.info.settings, ...changes };
      this.set({ ...this.state, info: { ...this.state.info, settings } });
    }
    this.client?.configure(changes);
  }

  /** Takes ownership of `frame`. Null where it failed, and where nothing is loaded. */
  async readFrame(frame: VideoFrame | ImageBitmap, options: FrameOptions): Promise<FrameResult | null> {
    if (this.client) return this.client.readFrame(frame, options);
    frame.close();
    return null;
  }

  takeBaseline(): void {
    this.client?.takeBaseline();
  }

  forgetBaselines(): void {
    this.client?.forgetBaselines();
  }

  /** Of a backend that may crash the tab: to be called when the tab is hidden or shown. */
  noteBackend(): void {
    // A tab that is put away may be ended by the system, which is no crash.
    rememberInUse(document.hidden || this.state.kind === "failed" ? null : this.backend);
  }

  dispose(): void {
    this.disposed = true;
    this.comeback.stop();
    this.client?.dispose();
    this.client = null;
    window.removeEventListener("pagehide", this.onPageHide);
    rememberInUse(null);
  }

  /**
   * It may be tried again after a rest, which grows with each time that it failed soon. WebAssembly, which is what is left
   * in the end, is tried again without threads.
   */
  private avoid(backend: BackendName, reason: string): void {
    const isForgiven = performance.now() - this.workingSinceMs >= FORGIVEN_MS;
    const before = isForgiven ? this.avoided.filter((other) => other.backend !== backend) : this.avoided;
    this.avoided = [...before, { backend, reason }];
  }

  private ready(info: PipelineInfo): void {
    this.comeback.worked();
    // A change of settings is answered by the same words.
    if (this.state.kind !== "ready" || this.state.info.backend !== info.backend)
      this.workingSinceMs = performance.now();
    this.setBackend(info.backend);
    const { head } = this.settings;
    if (head !== undefined && info.heads.every(({ id }) => id !== head)) {
      const expected = info.heads.map(({ id }) => id).join(", ");
      this.events.onNotice(`head: got "${head}", expected one of ${expected}`);
      this.settings = { ...this.settings, head: info.settings.head };
    }
    // Of two quick changes this may answer the first: what was chosen last is shown.
    this.set({ kind: "ready", info: { ...info, settings: { ...info.settings, ...this.settings } } });
    this.events.onReady();
  }

  private setBackend(backend: BackendName): void {
    this.backend = backend;
    this.noteBackend();
  }

  private comeBack(failed: number): void {
    if (this.unattended && failed >= RELOAD_AFTER_TRIES) void this.loadPageAnew();
    else this.loadAfter(engineFailure(this.state));
  }

  /** Where the server answers in time. */
  private async loadPageAnew(): Promise<void> {
    const answers = await pageAnswers(window.location.href);
    if (this.disposed) return;
    if (!answers) return this.loadAfter(engineFailure(this.state));
    keepAvoided(this.avoided);
    window.location.reload();
  }

  private onPageHide = (): void => rememberInUse(null);

  private set(state: EngineState): void {
    this.state = state;
    this.events.onState(state);
  }
}
