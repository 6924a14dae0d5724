/**
 * The camera of the live page: opened on the page's <video>, with the screen kept on; noticed where it gives no pictures
 * any more, and opened again by itself after it was lost. An unattended page keeps the screen on for good: a screen that
 * goes dark hides the page, and a hidden page asks for no camera. Page. It knows no frames; what happens is told by
 * `events`.
 */
import type { CameraFailure } from "../../lib/camera/camera-state";
import { cameraPermission, mayAskByItself, whenItHangs } from "../../lib/camera/camera-question";
import { keepAwake, type Awake } from "../../lib/camera/keep-awake";
import { openCamera } from "../../lib/camera/open-camera";
import { createSilenceWatch } from "../../lib/camera/silence-watch";
import { Comeback } from "./comeback";
import { isMuted, playAgain } from "./media";

/** Before each try to open it again. Guessed: somebody puts a plug back in seconds, a call may last an hour. */
const PAUSES_MS = [10_000, 10_000, 30_000, 60_000];
/** A page that was not drawn for so long is covered, and its video tells of no pictures. */
const DRAWN_WITHIN_MS = 1000;
/** These do not end by themselves, as far as a page can know. */
const LASTING_FAILURES: ReadonlySet<CameraFailure> = new Set(["denied", "insecure", "unsupported"]);

export interface LiveCameraEvents {
  /**
   * It is about to be asked for: clears the screen, and gives the element for its pictures, or null for none. `again`: by
   * itself, after it was lost.
   */
  onAsk(again: boolean): HTMLVideoElement | null;
  onLive(): void;
  /** It lives and gives no pictures (true), or gives them again. */
  onSilent(silent: boolean): void;
  /** `comesBack`: it is tried again by itself. */
  onLost(failure: CameraFailure, comesBack: boolean): void;
}

export class LiveCamera {
  /** Open or asked for; aborting it closes the camera. */
  private opened: AbortController | null = null;
  private video: HTMLVideoElement | null = null;
  private awake: Awake | null = null;
  /** It gave pictures since somebody asked for it. */
  private hasWorked = false;
  private isSilent = false;
  private awaitsTab = false;
  private readonly silence = createSilenceWatch();
  /** When the browser last drew the page. */
  private drawnMs = 0;
  private isDrawingAwaited = false;
  /** Of an unattended page that is not allowed the camera: tells when somebody changes that. */
  private permission: PermissionStatus | null = null;
  private readonly comeback = new Comeback(PAUSES_MS, () => this.openAgain());

  /** `unattended`: it comes back even if it never worked, and the screen stays on with it and without it. */
  constructor(
    private readonly events: LiveCameraEvents,
    private readonly unattended: boolean,
  ) {
    navigator.mediaDevices?.addEventListener("devicechange", this.onDeviceChange);
  }

  /** `byItself`: nobody is there to ask for it, nor to answer a question. */
  async start(byItself = false): Promise<void> {
    this.hasWorked = false;
    this.comeback.reset();
    await this.open(false, byItself);
  }

  /** Closes it, or gives up what was asked for; it does not come back. */
  end(): void {
    this.close();
    if (!this.unattended) this.letScreenSleep();
  }

  dispose(): void {
    this.end();
    this.letScreenSleep();
    navigator.mediaDevices?.removeEventListener("devicechange", this.onDeviceChange);
  }

  /** The tab is shown again. */
  tabShown(): void {
    if (this.awaitsTab) void this.open(true);
  }

  /** A few times a second while it is live and read. `pictures`: how many the video has shown so far. */
  look(pictures: number, nowMs: number): void {
    this.awaitDrawing();
    if (!this.video || nowMs - this.drawnMs > DRAWN_WITHIN_MS) return this.silence.reset();
    const silence = this.silence.look(isMuted(this.video) ? -1 : pictures, nowMs);
    if (silence === "lost") return this.lose("slow");
    const isSilent = silence === "silent";
    if (isSilent === this.isSilent) return;
    this.isSilent = isSilent;
    if (isSilent) playAgain(this.video);
    this.events.onSilent(isSilent);
  }

  private async open(again: boolean, byItself = again): Promise<void> {
    this.close();
    this.video = this.events.onAsk(again);
    if (!this.video) return;
    if (this.unattended) this.awake ??= keepAwake();
    this.opened = new AbortController();
    const { signal } = this.opened;
    const asked = this.ask(this.video, signal, byItself);
    const failure = await (this.unattended ? Promise.race([asked, whenItHangs()]) : asked);
    const permission = failure === "denied" && this.unattended ? await cameraPermission() : null;
    if (signal.aborted) return;
    if (failure) return this.lose(failure, permission);
    this.hasWorked = true;
    this.comeback.worked();
    this.awake ??= keepAwake();
    this.events.onLive();
  }

  private openAgain(): void {
    // Somebody else may have it now; it is asked for when the tab is shown again.
    if (document.hidden) this.awaitsTab = true;
    else void this.open(true);
  }

  private async ask(video: HTMLVideoElement, signal: AbortSignal, byItself: boolean): Promise<CameraFailure | null> {
    if (byItself && !(await mayAskByItself())) return "denied";
    return signal.aborted ? null : openCamera(video, { signal, onLost: (why) => this.lose(why) });
  }

  private letScreenSleep(): void {
    this.awake?.end();
    this.awake = null;
  }

  private close(): void {
    this.opened?.abort();
    this.opened = null;
    this.awaitsTab = false;
    this.isSilent = false;
    this.silence.reset();
    this.comeback.stop();
    if (this.permission) this.permission.onchange = null;
    this.permission = null;
  }

  /** `permission`: of a camera that was denied to an unattended page, where the browser tells it. */
  private lose(failure: CameraFailure, permission: PermissionStatus | null = null): void {
    // Allowed to this page and denied all the same: by the operating system, which does not tell when that ends.
    const isLasting = LASTING_FAILURES.has(failure) && permission?.state !== "granted";
    const comesBack = (this.hasWorked || this.unattended) && !isLasting;
    this.end();
    this.events.onLost(failure, comesBack);
    if (comesBack) this.comeback.failed();
    if (permission) this.openOnceAllowed(permission);
  }

  private openOnceAllowed(permission: PermissionStatus): void {
    this.permission = permission;
    permission.onchange = () => {
      if (permission.state === "granted") this.openAgain();
    };
  }

  /** It may be the camera that was missed. */
  private onDeviceChange = (): void => this.comeback.soon();

  /** One request at a time: a hidden page is not drawn for hours. */
  private awaitDrawing(): void {
    if (this.isDrawingAwaited) return;
    this.isDrawingAwaited = true;
    requestAnimationFrame(() => {
      this.isDrawingAwaited = false;
      this.drawnMs = performance.now();
    });
  }
}
