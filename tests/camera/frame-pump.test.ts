/**
 * The frame pump on a small stand-in for <video>, with frames that count how often they are closed: one in flight, the
 * newest wins, nothing stops it but stop, and every frame is handed over or closed, once.
 */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFramePump, type PumpedFrame } from "../../lib/camera/frame-pump";
import { settled } from "../helpers/settled";

const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;

/** What the pump uses of a <video>. `present` is the browser showing the next picture. */
class FakeVideo {
  readyState = HAVE_CURRENT_DATA;
  picture = 0;
  /** The video changed size or ended: no frame can be made of it. */
  broken = false;
  readonly callbacks = new Map<number, VideoFrameRequestCallback>();
  private lastHandle = 0;

  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    this.callbacks.set(++this.lastHandle, callback);
    return this.lastHandle;
  }

  cancelVideoFrameCallback(handle: number): void {
    this.callbacks.delete(handle);
  }

  present(captureTime?: number): void {
    this.picture++;
    const due = [...this.callbacks.values()];
    this.callbacks.clear();
    const metadata = { captureTime } as VideoFrameCallbackMetadata;
    for (const callback of due) callback(1000 + this.picture, metadata);
  }
}

/** Stands in for both VideoFrame and ImageBitmap. */
class FakeFrame {
  readonly picture: number;
  closed = 0;
  handedOver = 0;

  constructor({ picture, broken }: FakeVideo) {
    if (broken) throw new DOMException("The video has no picture", "InvalidStateError");
    this.picture = picture;
    made.push(this);
  }

  close(): void {
    this.closed++;
  }

  get rotation(): number {
    return 0;
  }
}

let made: FakeFrame[] = [];

/** A reader that keeps its frames, and answers or fails when the test says so. */
function createReader() {
  const pictures: number[] = [];
  const times: number[] = [];
  const open: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    pictures,
    times,
    open,
    read: ({ frame, capturedMs }: PumpedFrame): Promise<void> => {
      const fake = frame as unknown as FakeFrame;
      fake.handedOver++;
      pictures.push(fake.picture);
      times.push(capturedMs);
      return new Promise((resolve, reject) => open.push({ resolve, reject }));
    },
    answer: () => open.shift()?.resolve(),
    fail: () => open.shift()?.reject(new Error("the frame could not be read")),
  };
}

const startPump = (
  video: FakeVideo,
  read: (frame: PumpedFrame) => Promise<void>,
  onProblem: (error: unknown) => void = () => {},
) => createFramePump(video as unknown as HTMLVideoElement, { read, onProblem });
beforeEach(() => {
  made = [];
  vi.stubGlobal("HTMLMediaElement", { HAVE_CURRENT_DATA });
  vi.stubGlobal("VideoFrame", FakeFrame);
  vi.stubGlobal("createImageBitmap", () =>
    Promise.reject(new DOMException("The video has no picture", "InvalidStateError")),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("createFramePump", () => {
  it("has one frame in flight, and takes the newest after the answer", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    startPump(video, reader.read);
    for (let picture = 1; picture <= 4; picture++) {
      video.present();
      await settled();
    }
    expect(reader.pictures).toEqual([1]);
    reader.answer();
    await settled();
    expect(reader.pictures).toEqual([1]);
    video.present();
    await settled();
    expect(reader.pictures).toEqual([1, 5]);
    expect(made.map(({ picture }) => picture)).toEqual([1, 5]);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("no"))],
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
  ] as const)("goes on when the reader %s", async (_, fail) => {
    const video = new FakeVideo();
    let calls = 0;
    const problems: string[] = [];
    const read = (): Promise<void> => {
      calls++;
      return fail();
    };
    startPump(video, read, (error) => problems.push(String(error)));
    for (let picture = 1; picture <= 3; picture++) {
      video.present();
      await settled();
    }
    expect({ calls, problems }).toEqual({ calls: 3, problems: ["Error: no", "Error: no", "Error: no"] });
  });

  it("says once that frame after frame cannot be made, and goes on", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    const problems: string[] = [];
    const pump = startPump(video, reader.read, (error) => problems.push(String(error)));
    for (const count of [9, 30]) {
      video.broken = true;
      for (let picture = 0; picture < count; picture++) {
        video.present();
        await settled();
      }
      video.broken = false;
      video.present();
      await settled();
      reader.answer();
      await settled();
    }
    expect(problems).toEqual(["InvalidStateError: The video has no picture"]);
    expect(reader.pictures).toEqual([10, 41]);
    expect(pump.pictures()).toBe(41);
  });

  it("goes on when the video gives no frame for once", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    startPump(video, reader.read);
    video.broken = true;
    video.present();
    await settled();
    video.broken = false;
    video.present();
    await settled();
    expect(reader.pictures).toEqual([2]);
  });

  it("waits for the video's first picture", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    startPump(video, reader.read);
    video.readyState = HAVE_METADATA;
    video.present();
    await settled();
    expect(made).toEqual([]);
    video.readyState = HAVE_CURRENT_DATA;
    video.present();
    await settled();
    expect(reader.pictures).toEqual([2]);
  });

  it("tells when the frame was captured, and when it was shown where the camera does not say", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    startPump(video, reader.read);
    video.present(123);
    await settled();
    reader.answer();
    await settled();
    video.present();
    await settled();
    expect(reader.times).toEqual([123, 1002]);
  });

  it("takes no frame while paused, and reads the present picture once on going on", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    const pump = startPump(video, reader.read);
    pump.setPaused(true);
    video.present();
    video.present();
    await settled();
    expect(made).toEqual([]);
    // A paused video calls nobody: without a look of its own the pump would wait for ever.
    pump.setPaused(false);
    await settled();
    expect(reader.pictures).toEqual([2]);
  });

  it("takes none and asks for none after stop", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    const pump = startPump(video, reader.read);
    video.present();
    await settled();
    pump.stop();
    expect(video.callbacks.size).toBe(0);
    reader.answer();
    pump.setPaused(false);
    video.present();
    await settled();
    expect(video.callbacks.size).toBe(0);
    expect(reader.pictures).toEqual([1]);
  });

  it("closes a frame that was being made when stop came", async () => {
    const video = new FakeVideo();
    const reader = createReader();
    const pump = startPump(video, reader.read);
    video.present();
    pump.stop();
    await settled();
    expect(made.map(({ closed, handedOver }) => ({ closed, handedOver }))).toEqual([{ closed: 1, handedOver: 0 }]);
  });

  it("works by animation frames and bitmaps in a browser without the newer interfaces", async () => {
    const waiting = new Map<number, FrameRequestCallback>();
    vi.stubGlobal("VideoFrame", undefined);
    vi.stubGlobal("createImageBitmap", async (video: FakeVideo) => new FakeFrame(video));
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => {
      waiting.set(waiting.size + 1, callback);
      return waiting.size;
    });
    vi.stubGlobal("cancelAnimationFrame", (handle: number) => waiting.delete(handle));
    const reader = createReader();
    const video = { readyState: HAVE_CURRENT_DATA, picture: 7, broken: false };
    const pump = startPump(video as FakeVideo, reader.read);
    waiting.get(1)?.(55);
    await settled();
    expect({ pictures: reader.pictures, times: reader.times }).toEqual({ pictures: [7], times: [55] });
    pump.stop();
    expect([...waiting.keys()]).toEqual([1]);
  });

  it("hands over or closes every frame exactly once, with at most one in flight, in any order of events", async () => {
    const actions = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constant("present" as const) },
        { weight: 3, arbitrary: fc.constant("settle" as const) },
        { weight: 3, arbitrary: fc.constant("answer" as const) },
        { weight: 1, arbitrary: fc.constantFrom("fail", "break", "mend", "pause", "resume", "stop") },
      ),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(actions, async (steps) => {
        made = [];
        const video = new FakeVideo();
        const reader = createReader();
        let paused = false;
        let stopped = false;
        // Counted and not asserted in place, because the pump goes on after an error of its reader.
        let untimely = 0;
        const pump = startPump(video, (frame) => {
          if (stopped || reader.open.length > 0) untimely++;
          return reader.read(frame);
        });
        for (const step of steps) {
          const before = made.length;
          if (step === "present") video.present();
          else if (step === "settle") await settled();
          else if (step === "answer") reader.answer();
          else if (step === "fail") reader.fail();
          else if (step === "break" || step === "mend") video.broken = step === "break";
          else if (step === "stop") {
            stopped = true;
            pump.stop();
          } else {
            paused = step === "pause";
            pump.setPaused(paused);
          }
          if (paused || stopped) expect(made.length).toBe(before);
        }
        await settled();
        expect(untimely).toBe(0);
        for (const { handedOver, closed } of made) expect(handedOver + closed).toBe(1);
        expect(reader.pictures).toEqual([...reader.pictures].sort((a, b) => a - b));
      }),
    );
  });
});
