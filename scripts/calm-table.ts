/** MODEL_CARD's table of how calm the labels are, from bench/calm.json (npm run bench:calm). Pure. */
import { DELAY_GOAL_MS, FLIP_GOAL_A_MINUTE, type Calm, type Change } from "../bench/calm/count-calm";
import type { CalmReport } from "../bench/calm/report";
import { NOTHING, percent } from "../lib/evidence/format";
import { sum } from "../lib/evidence/sum";
import { markdownTable } from "./markdown-table";

const HEAD = [
  "clip",
  "label flips a minute",
  "delay where the clip starts again",
  "delay of a change in the clip",
  "identity switches",
  "time with a face, by status",
  "a face shown where nobody is",
];

export function calmTable({ clips, date, machine, framesPerSecond }: CalmReport): string {
  const body = clips.map((calm) => [nameOf(calm), ...cellsOf(calm)]);
  const played = sum(clips.map(({ playedMs }) => playedMs));
  const read = (1000 * sum(clips.map(({ frames }) => frames))) / played;
  const { browser, backend } = clips[0];
  return [
    markdownTable(HEAD, body),
    "",
    `Goals: at most ${FLIP_GOAL_A_MINUTE} flips a minute, ${DELAY_GOAL_MS} ms and no identity switch: ${missedIn(clips)}. A flip changes a face's label while its expression stays; an interruption`,
    "puts a reason not to judge in the label's place. A delay counts from the first frame after the change: exact where the",
    "clip starts again; elsewhere known as exactly as the clip's notes are (±), and an expression takes a moment to form. Where the",
    "face comes or goes, the notes are no more exact: a frame a pass at such a cut counts as not found, or as shown where nobody is.",
    `Each clip for ${duration(played / clips.length)}; of its ${framesPerSecond} frames a second the page read ${read.toFixed(1)}. Measured on ${date}: ${browser}, ${backend},`,
    `${machine} (\`npm run bench:calm\`).`,
  ].join("\n");
}

/** By the median of a clip's delays. */
function missedIn(clips: CalmReport["clips"]): string {
  const missed = clips.filter(({ flips, steadyMs, changes, identitySwitches }) => {
    const delays = changes.map(({ delayMs }) => delayMs ?? Infinity).sort((a, b) => a - b);
    const isLate = delays.length > 0 && delays[delays.length >> 1] > DELAY_GOAL_MS;
    return (60_000 * flips) / steadyMs > FLIP_GOAL_A_MINUTE || isLate || identitySwitches > 0;
  });
  return missed.length > 0 ? `missed in ${missed.map(nameOf).join("; ")}` : "met in every clip";
}

const nameOf = ({ clip }: { readonly clip: string }): string => clip.replace(/\.\w+$/, "").replaceAll("_", " ");

function cellsOf({ flips, interruptions, steadyMs, changes, identitySwitches, statusMs, ...rest }: Calm): string[] {
  const aMinute = (count: number): string => ((60_000 * count) / steadyMs).toFixed(1);
  const withFaceMs = sum(Object.values(statusMs));
  const statuses = Object.entries(statusMs).sort(([, a], [, b]) => b - a);
  return [
    `${aMinute(flips)} (${flips} in ${duration(steadyMs)}); interruptions ${aMinute(interruptions)}`,
    delayText(changes.filter(({ resolutionMs }) => resolutionMs === 0)),
    delayText(changes.filter(({ resolutionMs }) => resolutionMs > 0)),
    String(identitySwitches),
    statuses.map(([status, ms]) => `${status} ${percent(ms / withFaceMs)}`).join(", "),
    rest.emptyMs > 0 ? `${percent(rest.falseFaceMs / rest.emptyMs)} of ${duration(rest.emptyMs)}` : NOTHING,
  ];
}

/** Median and longest; changes that were never said apart. */
export function delayText(changes: readonly Change[]): string {
  if (changes.length === 0) return NOTHING;
  const delays = changes.flatMap(({ delayMs }) => (delayMs === null ? [] : [delayMs])).sort((a, b) => a - b);
  const missed = changes.length - delays.length;
  const never = missed > 0 ? `${missed} of ${changes.length} never said` : "";
  if (delays.length === 0) return never;
  const { resolutionMs } = changes[0];
  const exactness = resolutionMs > 0 ? ` ± ${resolutionMs / 2}` : "";
  const median = delays[delays.length >> 1];
  const longest = delays[delays.length - 1];
  const text = `${median.toFixed(0)}${exactness} ms, longest ${longest.toFixed(0)} ms of ${changes.length}`;
  return never ? `${text}; ${never}` : text;
}

const duration = (ms: number): string => `${(ms / 1000).toFixed(0)} s`;
