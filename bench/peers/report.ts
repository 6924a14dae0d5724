/** bench/peers.json: its shape, checked both when it is written and when it is read. */
import { join } from "node:path";
import { z } from "zod";
import { shareSchema } from "../../lib/evidence/share";
import { readReport } from "../report-file";
import { PEER_IDS, PEERS_FOLDER } from "./peer";

export const PEERS_REPORT = join(PEERS_FOLDER, "../peers.json");

const count = z.int().nonnegative();

const rowSchema = z.strictObject({
  set: z.string(),
  peer: z.enum(PEER_IDS),
  /** "pipeline": with its own detector on the picture; "net": its expression net on the tight crop. */
  way: z.enum(["pipeline", "net"]),
  pictures: count,
  /** A net alone looks for no face: all. */
  found: shareSchema,
  /** Faces labelled happy, sad or surprise; a face that was not found is wrong. */
  threeRaw: shareSchema,
  /** By FER+'s majority, where the set has votes. */
  threeMajority: shareSchema.nullable(),
  seven: shareSchema,
  /** Pictures on which the peer threw; they count as not found. */
  failures: count,
});

const reportSchema = z.strictObject({
  madeBy: z.literal("bench/peers.ts"),
  date: z.iso.date(),
  node: z.string(),
  cores: z.int().positive(),
  /** Package -> exact version, as bench/peers/package.json pins them. */
  versions: z.record(z.string(), z.string()),
  rows: z.array(rowSchema),
});

export type PeerRow = z.infer<typeof rowSchema>;
export type PeersReport = z.infer<typeof reportSchema>;

/** Throws with every odd field named. */
export function parsePeersReport(value: unknown): PeersReport {
  const { success, data, error } = reportSchema.safeParse(value);
  if (!success) throw new Error(`bench/peers.json:\n${z.prettifyError(error)}`);
  return data;
}

/** Null before the first run. */
export function readPeersReport(): PeersReport | null {
  const report = readReport<unknown>(PEERS_REPORT);
  return report === null ? null : parsePeersReport(report);
}
