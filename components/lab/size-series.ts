/** Accuracy against the size of the data set for one classifier: the paper's line and ours under both protocols. Pure. */
import { PAPER_SETS, type PaperSet } from "../../lib/evidence/paper";
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import type { Share } from "../../lib/evidence/share";
import { findCell, printedRate, type Choice } from "./choose-cell";
import { linearScale, logScale, tenthBelow, type Plot, type Scale } from "./chart-scale";
import { PROTOCOL_NAMES } from "./place-words";

export interface SizePoint {
  readonly set: PaperSet;
  readonly rate: number;
  /** The paper gives no interval. */
  readonly share: Share | null;
}

export interface SizeSeries {
  readonly id: "printed" | "paper" | "honest";
  readonly name: string;
  readonly points: readonly SizePoint[];
}

export function sizeSeries({ cells }: Pick<ExperimentReport, "cells">, choice: Choice): SizeSeries[] {
  const rowOf = (set: PaperSet) => ({ set, augmentation: set === "DS1" ? ("none" as const) : ("rotation" as const) });
  const printed = PAPER_SETS.flatMap((set): SizePoint[] => {
    const rate = printedRate(rowOf(set), choice.equalized, choice.classifier);
    return rate === null ? [] : [{ set, rate, share: null }];
  });
  const measured = (["paper", "honest"] as const).map((protocol): SizeSeries => {
    const points = PAPER_SETS.flatMap((set): SizePoint[] => {
      const cell = findCell(cells, { ...choice, ...rowOf(set), protocol });
      return cell ? [{ set, rate: cell.accuracy.rate, share: cell.accuracy }] : [];
    });
    return { id: protocol, name: `${PROTOCOL_NAMES[protocol]}, here`, points };
  });
  return [{ id: "printed", name: "Printed in the paper", points: printed }, ...measured];
}

/** Pictures of each set with this backbone, all classes together. */
export function picturesOf({ backbones }: Pick<ExperimentReport, "backbones">, { backbone }: Choice) {
  const counts = backbones.find(({ id }) => id === backbone)?.counts;
  return PAPER_SETS.map((set) => {
    const own = counts?.[set];
    return { set, pictures: own ? own.happy + own.sad + own.surprise : 0 };
  });
}

/** Where the axis begins: below everything shown, intervals included. */
export function lowestRate(series: readonly SizeSeries[]): number {
  return tenthBelow(series.flatMap(({ points }) => points.map(({ rate, share }) => share?.low ?? rate)));
}

export interface SizeScales {
  readonly x: (set: PaperSet) => number;
  readonly y: Scale;
  /** Across by the logarithm of the sets' sizes, not evenly. */
  readonly isBySize: boolean;
}

/**
 * Sets across by the logarithm of their size, accuracy upwards. Where a count is 0, or two sets would stand closer than
 * `gap`, which their words need, sets stand evenly.
 */
export function sizeScales(
  plot: Plot,
  pictures: readonly { readonly set: PaperSet; readonly pictures: number }[],
  lowest: number,
  gap: number,
): SizeScales {
  const counts = pictures.map((one) => one.pictures);
  const across = [plot.left, plot.right] as const;
  const bySize = counts.map(logScale([Math.min(...counts), Math.max(...counts)], across));
  const evenly = [...counts.keys()].map(linearScale([0, counts.length - 1], across));
  const isBySize = counts.every(
    (count, index) => count > 0 && (index === 0 || bySize[index] - bySize[index - 1] >= gap),
  );
  const places = isBySize ? bySize : evenly;
  const x = (set: PaperSet): number => places[pictures.findIndex((one) => one.set === set)];
  return { x, y: linearScale([lowest, 1], [plot.bottom, plot.top]), isBySize };
}
