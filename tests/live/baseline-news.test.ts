/** What is said when a face's own neutral is taken, used, forgotten: once each, and nothing in between. */
import { describe, expect, it } from "vitest";
import { baselineNews } from "../../components/live/baseline-news";
import type { FaceBaseline } from "../../lib/types";

const face = (trackId: number, share: number): FaceBaseline => ({ trackId, share });

describe("baselineNews", () => {
  it.each<[string, FaceBaseline[], FaceBaseline[], string]>([
    ["nothing at all", [], [], ""],
    ["it begins", [], [face(1, 0)], "Face 1: hold a neutral face."],
    ["it goes on", [face(1, 0.2)], [face(1, 0.7)], ""],
    ["it is complete", [face(1, 0.9)], [face(1, 1)], "Face 1: the label is now measured from its own neutral."],
    ["it stays in use", [face(1, 1)], [face(1, 1)], ""],
    ["the face left too early", [face(2, 0.9)], [], "Face 2: no neutral was taken."],
    ["it is gone", [face(2, 1)], [], "Face 2: its neutral was forgotten."],
    ["it begins again", [face(1, 1)], [face(1, 0)], "Face 1: hold a neutral face."],
    ["two faces", [face(1, 1)], [face(4, 0.1)], "Face 1: its neutral was forgotten. Face 4: hold a neutral face."],
  ])("%s", (_, before, now, words) => expect(baselineNews(before, now)).toBe(words));
});
