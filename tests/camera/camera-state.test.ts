/** The camera's life as a table of every state and event, as random histories, and in the sentences for each failure. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CAMERA_FAILURES,
  CAMERA_IDLE,
  FAILURE_SENTENCES,
  failureOf,
  nextCameraState,
  type CameraEvent,
  type CameraState,
} from "../../lib/camera/camera-state";

const IDLE: CameraState = { kind: "idle" };
const ASKING: CameraState = { kind: "asking" };
const LIVE: CameraState = { kind: "live" };
const DENIED: CameraState = { kind: "failed", failure: "denied" };
const UNPLUGGED: CameraState = { kind: "failed", failure: "unplugged" };

const ASK: CameraEvent = { type: "ask" };
const GRANTED: CameraEvent = { type: "granted" };
const STOP: CameraEvent = { type: "stop" };
const LOST: CameraEvent = { type: "failed", failure: "unplugged" };

describe("nextCameraState", () => {
  it.each<[CameraState, CameraEvent, CameraState]>([
    [IDLE, ASK, ASKING],
    [IDLE, GRANTED, IDLE],
    [IDLE, LOST, IDLE],
    [IDLE, STOP, IDLE],
    [ASKING, ASK, ASKING],
    [ASKING, GRANTED, LIVE],
    [ASKING, LOST, UNPLUGGED],
    [ASKING, STOP, IDLE],
    [LIVE, ASK, LIVE],
    [LIVE, GRANTED, LIVE],
    [LIVE, LOST, UNPLUGGED],
    [LIVE, STOP, IDLE],
    [DENIED, ASK, ASKING],
    [DENIED, GRANTED, DENIED],
    [DENIED, LOST, DENIED],
    [DENIED, STOP, IDLE],
  ])("%j, %j -> %j", (state, event, expected) => {
    expect(nextCameraState(state, event)).toEqual(expected);
  });

  const events = fc.array(
    fc.oneof(
      fc.constantFrom(ASK, GRANTED, STOP),
      fc.constantFrom(...CAMERA_FAILURES).map((failure): CameraEvent => ({ type: "failed", failure })),
    ),
    { maxLength: 40 },
  );

  it("never comes alive without having been asked since the last stop or failure", () => {
    fc.assert(
      fc.property(events, (history) => {
        let state = CAMERA_IDLE;
        let wanted = false;
        for (const event of history) {
          if (event.type === "ask") wanted = true;
          if (event.type === "stop" || event.type === "failed") wanted = false;
          state = nextCameraState(state, event);
          if (state.kind === "live") expect(wanted).toBe(true);
          if (event.type === "stop") expect(state).toEqual(IDLE);
        }
      }),
    );
  });

  it("reaches only the four states, and a failure is the one that was reported", () => {
    fc.assert(
      fc.property(events, (history) => {
        let state = CAMERA_IDLE;
        for (const event of history) {
          const before = state;
          state = nextCameraState(state, event);
          expect(["idle", "asking", "live", "failed"]).toContain(state.kind);
          if (state.kind === "failed" && state !== before) {
            expect(event).toEqual({ type: "failed", failure: state.failure });
          }
        }
      }),
    );
  });

  it("always comes alive by ask and granted after a stop", () => {
    fc.assert(
      fc.property(events, (history) => {
        expect([...history, STOP, ASK, GRANTED].reduce(nextCameraState, CAMERA_IDLE)).toEqual(LIVE);
      }),
    );
  });
});

describe("failureOf", () => {
  it.each([
    ["NotAllowedError", "denied"],
    ["SecurityError", "denied"],
    ["NotFoundError", "none"],
    ["OverconstrainedError", "none"],
    ["NotReadableError", "busy"],
    ["AbortError", "busy"],
    ["TimeoutError", "slow"],
    ["TypeError", "unknown"],
    ["", "unknown"],
  ])("%s -> %s", (errorName, failure) => {
    expect(failureOf(errorName)).toBe(failure);
  });

  it("knows every name as some failure", () => {
    fc.assert(
      fc.property(fc.string(), (errorName) => {
        expect(CAMERA_FAILURES).toContain(failureOf(errorName));
      }),
    );
  });
});

describe("FAILURE_SENTENCES", () => {
  it.each(CAMERA_FAILURES)("%s: says what happened, and then a way on", (failure) => {
    const [, ...rest] = FAILURE_SENTENCES[failure].split(/(?<=\.) /);
    expect(rest.join(" ")).toMatch(/try again|choose a picture/i);
  });

  it("has one of its own for every failure", () => {
    expect(new Set(Object.values(FAILURE_SENTENCES)).size).toBe(CAMERA_FAILURES.length);
  });
});
