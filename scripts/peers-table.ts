/**
 * MODEL_CARD's part about other programs in the browser: bench/peers.json beside our default head at the default size,
 * both on the same pictures. Pure; `npm run figures` puts it in place.
 */
import type { PeerRow, PeersReport } from "../bench/peers/report";
import { NOTHING, percent, percentOf, percentWithInterval } from "../lib/evidence/format";
import { resultOf, rowsAtDefault, TEST_SET_NAMES, type AccuracyReport } from "../lib/evidence/accuracy-schema";
import { accuracyOf } from "../lib/evidence/confusion";
import type { Share } from "../lib/evidence/share";
import { markdownTable } from "./markdown-table";

const PEERS = ["human", "face-api"] as const;
const WAYS = ["net", "pipeline"] as const;

/** A sentence with the best of each peer, then a table of the sets and ways that somebody measured. */
export function peersText(peers: PeersReport, accuracy: AccuracyReport): string {
  return [
    bestOfPeers(peers),
    "",
    peersTable(peers, accuracy),
    "",
    "A face that a pipeline does not find counts as wrong; FER2013's pictures are tight crops, which `--crops` pads and",
    "always reads, so there the columns of the nets are those to compare with. face-api's uses its tiny detector, then its large one, with",
    "limits low enough to lose few faces. This project's column is read by `npm run classify -- --crops`. Measured on",
    `${peers.date}, Node ${peers.node}, tfjs' wasm backend, ${peers.cores} cores (\`npm run bench:peers\`).`,
  ].join("\n");
}

const nameOf = ({ versions }: PeersReport, peer: PeerRow["peer"]): string =>
  peer === "human" ? `Human ${versions["@vladmandic/human"]}` : `face-api ${versions["@vladmandic/face-api"]}`;

function bestOfPeers(peers: PeersReport): string {
  const best = (shares: readonly (Share | null)[]): string => {
    const rates = shares.flatMap((share) => (share && share.of > 0 ? [share.rate] : []));
    return rates.length > 0 ? percent(Math.max(...rates)) : NOTHING;
  };
  const words = PEERS.flatMap((peer) => {
    const own = peers.rows.filter((row) => row.set === "private_test" && row.peer === peer);
    if (own.length === 0) return [];
    const raw = best(own.map(({ threeRaw }) => threeRaw));
    const majority = best(own.map(({ threeMajority }) => threeMajority));
    return [`${nameOf(peers, peer)} ${raw} by raw labels and ${majority} by FER+ majority`];
  });
  return `Two browser peers on the same pictures, each in its better way, three classes on FER2013's PrivateTest: ${words.join("; ")}.`;
}

function peersTable(peers: PeersReport, accuracy: AccuracyReport): string {
  const columns = WAYS.flatMap((way) =>
    PEERS.filter((peer) => peers.rows.some((row) => row.peer === peer && row.way === way)).map((peer) => ({
      peer,
      way,
      title: `${nameOf(peers, peer)}, ${way === "net" ? "its net on the crop" : "whole pipeline"}`,
    })),
  );
  const cell = (row: PeerRow | undefined, value: Share | null | undefined): string => {
    if (!row || !value) return NOTHING;
    const share = percentWithInterval(value);
    return row.way === "net" ? share : `${share}, finds ${percentOf(row.found)}`;
  };
  const body = rowsAtDefault(accuracy).flatMap((ours) => {
    const theirs = columns.map(({ peer, way }) =>
      peers.rows.find((row) => row.set === ours.set && row.peer === peer && row.way === way),
    );
    if (!theirs.some(Boolean)) return [];
    const name = TEST_SET_NAMES[ours.set];
    const { confusion, majority } = resultOf(accuracy, ours);
    const raw = [name, percentWithInterval(accuracyOf(confusion)), ...theirs.map((row) => cell(row, row?.threeRaw))];
    if (!majority) return [raw];
    const byMajority = theirs.map((row) => cell(row, row?.threeMajority));
    return [raw, [`${name}, FER+ majority`, percentWithInterval(majority), ...byMajority]];
  });
  return markdownTable(["three classes", "this project on the crop", ...columns.map(({ title }) => title)], body);
}
