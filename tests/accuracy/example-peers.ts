/** Human on PrivateTest, in both ways, beside exampleAccuracy. */
import type { PeersReport } from "../../lib/evidence/peers-schema";
import { shareOf } from "../../lib/evidence/share";

const ROW = { set: "private_test", peer: "human", pictures: 7, found: shareOf(6, 7), failures: 0 } as const;
const SHARES = { threeRaw: shareOf(2, 4), seven: shareOf(3, 7) };

export const examplePeers = (): PeersReport => ({
  madeBy: "bench/peers.ts",
  date: "2026-11-25",
  node: "v20.9.0",
  cores: 2,
  versions: { "@vladmandic/human": "3.3.6", "@vladmandic/face-api": "1.7.15" },
  rows: [
    { ...ROW, ...SHARES, way: "net", threeMajority: shareOf(3, 4) },
    { ...ROW, ...SHARES, way: "pipeline", threeRaw: shareOf(1, 4), threeMajority: null },
  ],
});
