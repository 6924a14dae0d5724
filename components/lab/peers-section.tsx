/** Other programs for the browser on the same test pictures, and how many of the best one's errors this site makes. */
import type { AccuracyReport } from "@/lib/evidence/accuracy-schema";
import {
  aimSentence,
  columnName,
  columnsOf,
  compareWithPeers,
  MAXIMUM_ERROR_RATIO,
  ratioWords,
  setsNotCompared,
  type ComparisonTable,
} from "@/lib/evidence/compare-with-peers";
import { PEERS_COMMAND, type PeersReport } from "@/lib/evidence/peers-schema";
import { NOTHING, percentOf, percentWithInterval } from "../../lib/evidence/format";
import { DataTable } from "../ui/data-table";
import { PEERS, type ReportState } from "./load-report";
import { ReportPart } from "./report-part";
import { Section } from "./section";
import { useReport } from "./use-report";

/** `accuracy`: ours. */
export function PeersSection({ accuracy }: { accuracy: ReportState<AccuracyReport> }) {
  const handle = useReport(PEERS);
  return (
    <Section
      id="peers"
      intro="Two other programs that read expressions in a browser, on the same test pictures: each one’s net alone, on the picture as it is, and each as a whole, with its own detector, where a face that is not found counts as wrong. This site finds and aligns the face, and reads every picture."
    >
      <ReportPart
        handle={handle}
        id="peers"
        name="the figures of other programs"
        absent="They have not been measured yet; this does:"
        command={PEERS_COMMAND}
      >
        {(peers) => {
          if (accuracy.kind === "loading") return null;
          if (accuracy.kind === "present") return <PeersView peers={peers} accuracy={accuracy.report} />;
          return <p data-testid="peers-alone">They stand beside this site’s own figures, which cannot be shown.</p>;
        }}
      </ReportPart>
    </Section>
  );
}

function PeersView({ peers, accuracy }: { peers: PeersReport; accuracy: AccuracyReport }) {
  const tables = compareWithPeers(peers, accuracy);
  return (
    <div data-testid="peers" className="space-y-6">
      {tables.map((table) => (
        <PeersTable key={table.title} table={table} peers={peers} />
      ))}
      <p className="max-w-2xl">
        The aim is at most half of the best one’s errors on every set.{" "}
        {aimSentence(tables, setsNotCompared(peers, accuracy))}
      </p>
      <p className="text-ink-soft max-w-3xl text-sm">
        FER2013’s pictures are tight crops, where detectors miss many faces: there compare with the nets. Elsewhere a
        net alone sees background, too: compare with the better column. The others were measured on {peers.date} by{" "}
        <code className="break-words">npm run bench:peers</code>, this site’s figures on {accuracy.date}.
      </p>
    </div>
  );
}

function PeersTable({ table: { title, comparisons }, peers }: { table: ComparisonTable; peers: PeersReport }) {
  return (
    <DataTable testId={`peers-${title.replace(" ", "-")}`} caption={`Other programs, ${title}, with 95 % intervals`}>
      <thead>
        <tr>
          <th scope="col">Test set</th>
          <th scope="col">This site</th>
          {columnsOf(peers).map((column) => (
            <th key={`${column.peer} ${column.way}`} scope="col">
              {columnName(peers, column)}
            </th>
          ))}
          <th scope="col">Our errors by the best one’s (aim: at most {MAXIMUM_ERROR_RATIO})</th>
        </tr>
      </thead>
      <tbody>
        {comparisons.map((comparison) => (
          <tr key={comparison.name}>
            <th scope="row">{comparison.name}</th>
            <td className="font-semibold">{percentWithInterval(comparison.ours)}</td>
            {comparison.theirs.map((their, index) => (
              <td key={index}>
                {their ? percentWithInterval(their.share) : NOTHING}
                {their?.row.way === "pipeline" && (
                  <span className="text-ink-soft block text-xs">finds {percentOf(their.row.found)}</span>
                )}
              </td>
            ))}
            <td>{ratioWords(comparison)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
