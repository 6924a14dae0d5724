/** What is nobody's face: the scenes, the counts and MODEL_CARD's table. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countAnswers } from "../../bench/not-people/count-answers";
import { readNotPeopleReport } from "../../bench/not-people/report";
import { hangUp, THING_KINDS, type Thing } from "../../bench/not-people/things";
import { toPicture } from "../../bench/sharp-picture";
import type { FaceStatus } from "../../lib/types";
import { notPeopleTable } from "../../scripts/not-people-table";
import { ASTRONAUT } from "../helpers/pictures";

describe("countAnswers", () => {
  const answers: readonly (readonly FaceStatus[])[] = [[], ["ok"], ["other", "ok"], ["covered", "other"], ["blurred"]];
  const { found, labelled, other, refused } = countAnswers("animal", answers);

  it("counts pictures, not faces", () => {
    expect([found, labelled, other, refused].map(({ right, of }) => [right, of])).toEqual([
      [4, 5],
      [2, 5],
      [1, 5],
      [1, 5],
    ]);
  });

  it("each picture with a face is labelled, other or refused", () => {
    expect(labelled.right + other.right + refused.right).toBe(found.right);
  });
});

describe("hangUp", () => {
  const bytes = readFileSync(ASTRONAUT);
  const hang = async (kind: Thing["kind"]) => toPicture(await hangUp({ kind, bytes }));

  it("shows a thing before a wall, as large as a webcam's picture", async () => {
    const { width, height, data } = await hang("drawing");
    expect([width, height]).toEqual([640, 480]);
    expect([...data.slice(0, 4)]).toEqual([186, 181, 172, 255]);
  });

  it("prints a poster on paper, duller than the picture", async () => {
    const [drawn, printed] = [await hang("drawing"), await hang("poster")];
    const darkest = ({ data }: typeof drawn) => Math.min(...new Set(data));
    expect(darkest(drawn)).toBeLessThan(5);
    expect(darkest(printed)).toBeGreaterThanOrEqual(15);
  });
});

it("the committed report has a row of each kind, and the table shows them", () => {
  const report = readNotPeopleReport()!;
  expect(report.rows.map(({ kind }) => kind)).toEqual([...THING_KINDS]);
  const table = notPeopleTable(report);
  for (const { found } of report.rows) expect(table).toContain(`| ${found.of} |`);
  expect(table).toContain(report.date);
});
