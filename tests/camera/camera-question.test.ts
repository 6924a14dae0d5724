/** A page that asks for the camera by itself puts no second question, and none that was answered by no. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type * as CameraQuestion from "../../lib/camera/camera-question";
import { FakePermission } from "../helpers/fake-permission";
import { settled } from "../helpers/settled";

let question: typeof CameraQuestion;
let permission: FakePermission;
let answers: { grant(): void; refuse(name: string): void }[];
beforeEach(async () => {
  // What was answered belongs to the document.
  vi.resetModules();
  question = await import("../../lib/camera/camera-question");
  permission = new FakePermission("prompt");
  answers = [];
  const getUserMedia = () =>
    new Promise((resolve, reject) =>
      answers.push({
        grant: () => resolve({}),
        refuse: (name) => reject(new DOMException("no", name)),
      }),
    );
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia }, permissions: permission.permissions });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ask = (): Promise<unknown> => question.askForStream({ video: true }).catch((error: Error) => error.name);

it("may ask where nothing was asked yet, whatever the browser tells", async () => {
  expect(await question.mayAskByItself()).toBe(true);
});

it("waits for a question that is open", async () => {
  void ask();
  let may: boolean | null = null;
  void question.mayAskByItself().then((value) => (may = value));
  await settled();
  expect(may).toBe(null);
  answers[0].grant();
  await settled();
  expect(may).toBe(true);
});

it("may not once it was refused, until somebody allows it or it is given", async () => {
  void ask();
  answers[0].refuse("NotAllowedError");
  expect(await question.mayAskByItself()).toBe(false);
  permission.state = "granted";
  expect(await question.mayAskByItself()).toBe(true);
  permission.state = "prompt";
  const again = ask();
  answers[1].grant();
  await again;
  expect(await question.mayAskByItself()).toBe(true);
});

it("takes a camera that is missing or busy for no refusal", async () => {
  for (const name of ["NotFoundError", "NotReadableError"]) {
    const asked = ask();
    answers.at(-1)?.refuse(name);
    expect(await asked).toBe(name);
    expect(await question.mayAskByItself()).toBe(true);
  }
});

it("may not after a refusal where the browser tells nothing of permissions", async () => {
  permission.isTold = false;
  void ask();
  answers[0].refuse("NotAllowedError");
  expect(await question.mayAskByItself()).toBe(false);
  expect(await question.cameraPermission()).toBe(null);
});
