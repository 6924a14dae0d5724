/** Tables of README and MODEL_CARD, made from a report whose answers can be counted by hand. */
import { describe, expect, it } from "vitest";
import { shareOf } from "../../lib/evidence/share";
import { accuracyTables } from "../../scripts/accuracy-tables";
import { peersText } from "../../scripts/peers-table";
import { exampleAccuracy } from "./example-accuracy";
import { examplePeers } from "./example-peers";

const report = exampleAccuracy();
const tables = accuracyTables(report);
/** Without the two lines of the head. */
const body = (table: string): string[] => table.split("\n").slice(2);

describe("from the accuracy report", () => {
  it("every line has as many cells as the head", () => {
    for (const [name, table] of Object.entries(tables)) {
      const widths = table.split("\n").map((line) => line.split("|").length);
      expect(new Set(widths).size, name).toBe(1);
    }
  });

  it("accuracy: the default size only", () => {
    expect(body(tables.accuracy)).toEqual([
      "| FER2013 PublicTest (choices were made on it) | 3 | 66.7 % (20.8–93.9) | 50.0 % (9.5–90.5) | 100.0 % (64.6–100.0) | 66.7 % (20.8–93.9) |",
      "| FER2013 PrivateTest | 3 | 66.7 % (20.8–93.9) | 50.0 % (9.5–90.5) | 100.0 % (64.6–100.0) | 66.7 % (20.8–93.9) |",
      "| FFHQ (happy, neutral) | 4 | 75.0 % (30.1–95.4) | – | 100.0 % (56.6–100.0) | – |",
    ]);
  });

  it("sizes: every set at every size", () => {
    const places = body(tables.sizes).map((line) => line.split("|").slice(1, 3).join().replaceAll(" ", ""));
    expect(places).toHaveLength(report.rows.length);
    expect(places.slice(-3)).toEqual([
      "FER2013PrivateTest,96px",
      "FER2013PrivateTest,128px",
      "FFHQ(happy,neutral),96px",
    ]);
  });

  it("heads: each with its recall at every size, the default one marked", () => {
    const good =
      "66.7 % (20.8–93.9) | 50.0 % (9.5–90.5) | 100.0 % (20.7–100.0) | 100.0 % (20.7–100.0) | 0.0 % (0.0–79.3)";
    const bad = "33.3 % (6.1–79.2) | 50.0 % (9.5–90.5) | 100.0 % (20.7–100.0) | 0.0 % (0.0–79.3) | 0.0 % (0.0–79.3)";
    expect(body(tables.heads)).toEqual([
      `| Good head (default) | 96 px | ${good} |`,
      `| Bad head | 96 px | ${bad} |`,
      `| Good head (default) | 128 px | ${good} |`,
      `| Bad head | 128 px | ${bad} |`,
    ]);
  });

  it("recall: of every set at every size, each with its interval", () => {
    const placesOf = (table: string, ...columns: number[]) =>
      body(table).map((line) => columns.map((column) => line.split(" | ")[column]).join());
    for (const table of [tables["recall-three"], tables["recall-seven"]]) {
      const byRaw = placesOf(table, 0, 2, 1).filter((place) => place.endsWith("raw label"));
      expect(byRaw).toEqual(placesOf(tables.sizes, 0, 1).map((place) => `${place},raw label`));
      expect(body(table)).toHaveLength(byRaw.length + 4);
    }
    expect(body(tables["recall-three"]).slice(0, 2)).toEqual([
      "| FER2013 PublicTest (choices were made on it) | raw label | 96 px | 100.0 % (20.7–100.0) | 100.0 % (20.7–100.0) | 0.0 % (0.0–79.3) |",
      "| FER2013 PublicTest (choices were made on it) | FER+ majority | 96 px | 100.0 % (20.7–100.0) | – | 0.0 % (0.0–79.3) |",
    ]);
    expect(body(tables["recall-three"]).at(-1)).toBe(
      "| FFHQ (happy, neutral) | raw label | 96 px | 75.0 % (30.1–95.4) | – | – |",
    );
  });

  it("recall: no macro F1 where labels are missing", () => {
    expect(body(tables["recall-seven"]).at(0)).toMatch(/\| 100\.0 % \(20\.7–100\.0\) \| 1\.000 \|$/);
    expect(body(tables["recall-seven"]).at(-1)).toBe(
      "| FFHQ (happy, neutral) | raw label | 96 px | – | – | – | 100.0 % (51.0–100.0) | – | – | 100.0 % (20.7–100.0) | – |",
    );
  });

  it("other, and calibration", () => {
    expect(body(tables.other).slice(0, 2)).toEqual([
      `| FER2013 PublicTest (choices were made on it) | raw label | 0.0 % (0.0–56.1)${" | 100.0 % (20.7–100.0)".repeat(4)} | 0.0 % (0.0–56.1) | 0.0 % (0.0–79.3) | 0.0 % (0.0–49.0) |`,
      "| FER2013 PublicTest (choices were made on it) | FER+ majority | 0.0 % (0.0–65.8) | 0.0 % (0.0–79.3) | – | – | – | 0.0 % (0.0–65.8) | 0.0 % (0.0–79.3) | 0.0 % (0.0–79.3) |",
    ]);
    expect(body(tables.other).at(-1)).toBe(
      "| FFHQ (happy, neutral) | raw label | 0.0 % (0.0–49.0) | 100.0 % (20.7–100.0) | – | – | – | 25.0 % (4.6–69.9) | 0.0 % (0.0–79.3) | 0.0 % (0.0–79.3) |",
    );
    expect(body(tables.calibration)[0]).toBe(
      "| FER2013 PublicTest (choices were made on it) | 96 px | 0.133 | 0.300 |",
    );
  });

  it("named: of the seven, by both labels", () => {
    expect(body(tables.named).slice(0, 2)).toEqual([
      "| FER2013 PublicTest (choices were made on it) | raw label | 100.0 % (64.6–100.0) | 100.0 % (64.6–100.0) | 100.0 % (64.6–100.0) |",
      "| FER2013 PublicTest (choices were made on it) | FER+ majority | 100.0 % (43.9–100.0) | 66.7 % (20.8–93.9) | 66.7 % (20.8–93.9) |",
    ]);
    expect(body(tables.named).at(-1)).toMatch(/^\| FFHQ \(happy, neutral\) \| raw label \| 80\.0 % \(37\.6–96\.4\) \|/);
  });

  it("rejection: every fifth threshold of each curve, by both labels, the one in use in bold", () => {
    const lines = body(tables.rejection);
    expect(lines).toHaveLength(2 * 2 * 12);
    expect(lines[3]).toMatch(/^\| FER2013 PublicTest .* \| raw label \| 0\.30 \|/);
    expect(lines[4]).toBe(
      "| **FER2013 PublicTest (choices were made on it)** | **raw label** | **0.35** | **0.0 %** | **100.0 %** | **100.0 %** | **66.7 %** |",
    );
    expect(lines[11]).toBe(
      "| FER2013 PublicTest (choices were made on it) | raw label | 1.00 | 100.0 % | 100.0 % | 100.0 % | – |",
    );
    expect(lines[12]).toMatch(/^\| FER2013 PublicTest .* \| FER\+ majority \| 0\.00 \|/);
  });

  it("skin tones: sets in colour, what was left out, and all together", () => {
    expect(body(tables.groups)).toEqual([
      "| FFHQ (happy, neutral) | 100.0 % (20.7–100.0) of 1 | – | 0.0 % (0.0–79.3) of 1 | 1 | 1 |",
      "| together | 100.0 % (20.7–100.0) of 1 | – | 0.0 % (0.0–79.3) of 1 | 1 | 1 |",
    ]);
  });
});

describe("peers", () => {
  const peers = examplePeers();
  const lines = peersText(peers, report).split("\n");

  it("the better of a peer's ways in words, both in the table beside ours", () => {
    const [sentence, , head, , raw, majority] = lines;
    expect(sentence).toContain("PrivateTest: Human 3.3.6 50.0 % by raw labels and 75.0 % by FER+ majority.");
    expect(head).toContain("| three classes | this project | Human 3.3.6, its net on the picture as it is | Human");
    expect(raw).toMatch(/^\| FER2013 PrivateTest \| 66\.7 % .* \| 50\.0 % .* \| 25\.0 % .*, finds 85\.7 % \|/);
    expect(majority).toMatch(/^\| FER2013 PrivateTest, FER\+ majority \| 50\.0 % .* \| 75\.0 % .* \| – \|/);
  });

  it("seven labels in a table of their own, with the same columns", () => {
    const [head, , seven] = lines.slice(lines.findIndex((line) => line.startsWith("| seven labels")));
    expect(head.replace("seven labels", "three classes")).toBe(lines[2]);
    expect(seven).toMatch(/^\| FER2013 PrivateTest \| 100\.0 % .* \| 42\.9 % .* \| 42\.9 % .*, finds 85\.7 % \|/);
  });

  it("errors by those of the best peer, and whether they are at most half of them", () => {
    const ratios = lines.flatMap((line) => line.match(/(\d\.\d\d, \w+) \|$/)?.[1] ?? []);
    // 1/3 by 1/2, 1/2 by 1/4, none.
    expect(ratios).toEqual(["0.67, missed", "2.00, missed", "0.00, met"]);
    expect(lines).toContain(
      "The aim is met in 1 of 3 lines. A peer makes fewer errors than this project in: three classes, FER2013 PrivateTest, FER+ majority. " +
        "Not compared: FER2013 PublicTest (choices were made on it); FFHQ (happy, neutral).",
    );
  });

  it("half of the errors is met, and nobody's being ahead is not mentioned", () => {
    // Ours: 1 of 3 wrong, and half of the majority's; theirs: twice as much.
    const worse = { threeRaw: shareOf(1, 3), threeMajority: shareOf(0, 4), seven: shareOf(3, 7) };
    const text = peersText({ ...peers, rows: [{ ...peers.rows[0], ...worse }] }, report);
    expect(text).toContain("| 0.50, met |");
    expect(text).toContain("\nThe aim is met in 3 of 3 lines. Not compared: ");
  });
});
