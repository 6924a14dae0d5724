/** What a screen reader is told while frames come and go: changes, and no face that is only missed. */
import { expect, it } from "vitest";
import { FaceNews } from "../../components/live/face-news";
import { LastingFaces } from "../../components/live/lasting-faces";
import type { Label7, FrameResult } from "../../lib/types";

const LOOK_MS = 250;

/** Faces by their number. */
const seen = (faces: Record<number, Label7>): FrameResult =>
  ({
    faces: Object.entries(faces).map(([trackId, label]) => ({ trackId: Number(trackId), label, status: "ok" })),
  }) as unknown as FrameResult;

/** What is read at a look: face 1 happy or sad, a second face beside it, nobody; nothing where the source changes. */
const RESULTS: Readonly<Record<string, FrameResult | null>> = {
  H: seen({ 1: "happy" }),
  S: seen({ 1: "sad" }),
  B: seen({ 1: "happy", 2: "sad" }),
  n: seen({}),
  "-": null,
};

/** What is told, with the second in which it is. `looks`: a letter of RESULTS for each. */
function told(looks: string): string[] {
  const lasting = new LastingFaces();
  const news = new FaceNews();
  return [...looks].flatMap((letter, look) => {
    const nowMs = look * LOOK_MS;
    const words = news.look(lasting.look(RESULTS[letter], nowMs), nowMs);
    return words === null ? [] : [`${nowMs / 1000}: ${words}`];
  });
}

const times = (count: number, letter: string): string => letter.repeat(count);

it.each<[string, string, string[]]>([
  ["a face that stays", times(80, "H"), ["0: Face 1 looks happy"]],
  ["one that is missed in a frame", times(24, "H") + "n" + times(40, "H"), ["0: Face 1 looks happy"]],
  ["one that is missed again and again", times(30, "HHHHnnnnn"), ["0: Face 1 looks happy"]],
  ["one that leaves, once", times(24, "H") + times(80, "n"), ["0: Face 1 looks happy", "7.5: No face"]],
  ["nobody from the start", times(80, "n"), ["1.5: No face"]],
  ["one that changes soon", times(4, "H") + times(40, "S"), ["0: Face 1 looks happy", "5: Face 1 looks sad"]],
  ["another that comes", times(24, "H") + times(40, "B"), ["0: Face 1 looks happy", "6: Face 2 looks sad"]],
  ["another source", `${times(24, "H")}-HHH`, ["0: Face 1 looks happy", "6: ", "6.25: Face 1 looks happy"]],
])("%s", (_, looks, words) => expect(told(looks)).toEqual(words));

it("the last faces stay while they may only be missed, and go at once with their source", () => {
  const lasting = new LastingFaces();
  const last = [..."nHnSnnnnnnn-"].map((letter, look) => lasting.look(RESULTS[letter], look * LOOK_MS));
  expect(last).toEqual([..."-HHSSSSSSSn-"].map((letter) => RESULTS[letter]));
});
