/** MODEL_CARD's table of the heads' times, from bench/heads-rate.json. Pure; `npm run figures` puts it in place. */
import type { HeadsRate } from "../bench/heads-rate";
import { markdownTable } from "./markdown-table";

export function headsRateTable(rate: HeadsRate): string {
  const { medians, allMs, calls, machine, node, date, features, zeroFeatures } = rate;
  const rows = [...medians, { name: "all, one after another", ms: allMs }];
  return [
    markdownTable(
      ["head", "one face"],
      rows.map(({ name, ms }) => [name, `${ms.toFixed(ms < 1 ? 3 : 2)} ms`]),
    ),
    "",
    `Plain TypeScript on one embedding, of whose ${features} features ${zeroFeatures} are 0; medians of ${calls} calls. ` +
      `Measured on ${date}, ${machine}, Node ${node.replace("v", "")} (\`npm run bench:heads\`).`,
  ].join("\n");
}
