/** All classifiers over the three expressions on the same crop, with and without equalization: shares, time, agreement. */
import { labelWord } from "@/lib/overlay/face-words";
import { EXPRESSIONS, type ExpressionReading, type HeadComparison } from "@/lib/types";
import { DataTable } from "../../ui/data-table";
import { agreementWords } from "./agreement";
import { milliseconds } from "./format";

interface HeadsSectionProps {
  readonly heads: readonly HeadComparison[];
  /** Id of the head whose label is shown, if known. */
  readonly headInUse?: string;
}

export function HeadsSection({ heads, headInUse }: HeadsSectionProps) {
  const equalized = agreementWords(heads.map((head) => head.equalized.label));
  const raw = agreementWords(heads.map((head) => head.raw.label));
  return (
    <section className="min-w-0 space-y-3">
      <h3 className="font-semibold">Classifiers side by side</h3>
      <p data-testid="agreement" className="text-sm">
        With equalization {equalized}; without it {raw}.
      </p>
      <DataTable
        testId="heads-table"
        caption={`${heads.length} classifiers on the same face: shares in %, and time for one face in ms`}
      >
        <thead>
          <tr>
            <td />
            <th scope="colgroup" colSpan={EXPRESSIONS.length}>
              Equalized
            </th>
            <th scope="colgroup" colSpan={EXPRESSIONS.length}>
              Not equalized
            </th>
            <td />
          </tr>
          <tr>
            <th scope="col">Classifier</th>
            {["equalized", "raw"].map((crop) =>
              EXPRESSIONS.map((expression) => (
                <th key={`${crop} ${expression}`} scope="col">
                  {labelWord(expression)}
                </th>
              )),
            )}
            <th scope="col">ms</th>
          </tr>
        </thead>
        <tbody>
          {heads.map((head) => (
            <tr key={head.id}>
              <th scope="row">
                {head.name}
                {head.id === headInUse && " (in use)"}
              </th>
              <Shares reading={head.equalized} />
              <Shares reading={head.raw} />
              <td>{milliseconds(head.ms)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </section>
  );
}

/** Three cells; the best share stands out. */
function Shares({ reading: { label, probabilities } }: { reading: ExpressionReading }) {
  return EXPRESSIONS.map((expression) => {
    const share = Math.round(100 * probabilities[expression]);
    return <td key={expression}>{expression === label ? <strong>{share}</strong> : share}</td>;
  });
}
