/** How bench/peers.ts turns the peers' words and scores into figures; the peers themselves are not installed here. */
import { describe, expect, test } from "vitest";
import { countAnswers } from "../../bench/peers/count-answers";
import { bestOf, wordsToScores } from "../../bench/peers/labels";
import { parsePeers } from "../../lib/evidence/peers-schema";
import { EXPRESSIONS, LABELS7, type Label7 } from "../../lib/types";

const FACE_API_WORDS = ["neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised"];
const HUMAN_WORDS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

describe("words", () => {
  test.each([
    ["face-api", FACE_API_WORDS],
    ["Human", HUMAN_WORDS],
  ])("%s: each of the seven labels is named once", (_, words) => {
    const scores = wordsToScores(words.map((word, index) => [word, index / 10] as const));
    expect(Object.keys(scores).sort()).toEqual([...LABELS7].sort());
    expect(scores.surprise).toBe(words.findIndex((word) => word.startsWith("surprise")) / 10);
  });

  test("an unknown word is refused by name", () => {
    expect(() => wordsToScores([["contempt", 1]])).toThrow('got "contempt"');
  });
});

describe("best of the three", () => {
  test.each([
    ["the highest of the three", { happy: 0.2, sad: 0.3, surprise: 0.1 }, "sad"],
    ["a stronger other label does not count", { neutral: 0.9, surprise: 0.05 }, "surprise"],
    ["missing labels are never chosen", { sad: 0 }, "sad"],
    ["the first of equals", { surprise: 0.4, happy: 0.4 }, "happy"],
    ["none of the three", { neutral: 0.8, angry: 0.2 }, null],
    ["nothing at all", {}, null],
  ])("%s", (_, scores, best) => expect(bestOf(scores, EXPRESSIONS)).toBe(best));
});

describe("counts", () => {
  const answer = (raw: Label7, majority: Label7 | null, scores: Partial<Record<Label7, number>> | null) => ({
    truth: { raw, majority },
    scores,
  });
  const counts = countAnswers([
    answer("happy", "happy", { happy: 0.6, neutral: 0.4 }),
    answer("sad", "neutral", { neutral: 0.7, sad: 0.2, happy: 0.1 }),
    answer("surprise", "happy", { happy: 0.9 }),
    answer("sad", null, null),
    answer("surprise", null, { angry: 0.9 }),
    answer("angry", null, { angry: 0.9, happy: 0.1 }),
  ]);
  const fraction = ({ right, of }: { right: number; of: number }) => `${right}/${of}`;

  test("a missed face is wrong; a face without any of the three is wrong", () => {
    expect(fraction(counts.threeRaw)).toBe("2/5");
    expect(fraction(counts.found)).toBe("5/6");
  });

  test("the majority decides where it is one of the three", () => {
    expect(counts.threeMajority && fraction(counts.threeMajority)).toBe("2/2");
    expect(countAnswers([answer("happy", null, null)]).threeMajority).toBeNull();
  });

  test("seven labels are counted on every picture", () => expect(fraction(counts.seven)).toBe("2/6"));

  test("a row passes the report's check, and an odd one is named", () => {
    const row = { set: "jaffe", peer: "human", way: "net", failures: 0, ...counts };
    const report = {
      madeBy: "bench/peers.ts",
      date: "2026-11-25",
      node: "v20.9.0",
      cores: 2,
      versions: {},
      rows: [row],
    };
    expect(parsePeers(report, "peers.json").rows).toEqual([row]);
    expect(() => parsePeers({ ...report, rows: [{ ...row, peer: "nobody" }] }, "peers.json")).toThrow("peer");
  });
});
