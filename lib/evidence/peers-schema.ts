/**
 * public/models/peers.json: how right other programs for the browser are on the pictures that this project is measured on, as
 * `npm run bench:peers` writes it, and scripts/write-figures.ts and the evidence page read it. No tfjs.
 */
import { shareSchema } from "./share";
import { checkReport, whole, z } from "./zod";

/** What makes the file. */
export const PEERS_COMMAND = "npm run bench:peers -- --data DIR";

/** In the order of all tables, within each way. */
export const PEER_IDS = ["human", "face-api"] as const;
export type PeerId = (typeof PEER_IDS)[number];

/** "net": its expression net on the picture as it is, neither cut out nor aligned; "pipeline": with its own detector. */
export const PEER_WAYS = ["net", "pipeline"] as const;

const rowSchema = z.strictObject({
  /** One of TEST_SETS. */
  set: z.string(),
  peer: z.enum(PEER_IDS),
  way: z.enum(PEER_WAYS),
  pictures: whole,
  /** A net alone looks for no face: all. */
  found: shareSchema,
  /** Faces labelled happy, sad or surprise; a face that was not found is wrong. */
  threeRaw: shareSchema,
  /** By FER+'s majority, where the set has votes. */
  threeMajority: shareSchema.nullable(),
  seven: shareSchema,
  /** Pictures on which the peer threw; they count as not found. */
  failures: whole,
});

const peersSchema = z.strictObject({
  madeBy: z.literal("bench/peers.ts"),
  date: z.iso.date(),
  node: z.string(),
  cores: whole.positive(),
  /** Package -> exact version, as bench/peers/package.json pins them. */
  versions: z.record(z.string(), z.string()),
  rows: z.array(rowSchema),
});

export type PeerRow = z.infer<typeof rowSchema>;
export type PeersReport = z.infer<typeof peersSchema>;

/** Throws PipelineError "bad-input" that names the first field that does not fit. `path` names the report in it. */
export function parsePeers(json: unknown, path: string): PeersReport {
  return checkReport(peersSchema, json, path);
}
