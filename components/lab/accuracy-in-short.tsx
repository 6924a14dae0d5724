/** What the tables say, for who reads one paragraph: FER2013's PrivateTest at the default size. Nothing where it was not measured. */
import { resultOf, type AccuracyReport } from "@/lib/evidence/accuracy-schema";
import { accuracyOf, accuracyOrNull } from "@/lib/evidence/confusion";
import { shareTogether } from "@/lib/evidence/share";
import { percentOf, whole } from "../../lib/evidence/format";

export function AccuracyInShort({ report }: { report: AccuracyReport }) {
  const { defaultSide } = report.models;
  const row = report.rows.find(({ set, size }) => set === "private_test" && size === defaultSide);
  const majority = row && accuracyOrNull(resultOf(report, row).majorityConfusion);
  const majority7 = row && accuracyOrNull(row.majorityConfusion7);
  const called = row?.rejected.majority;
  if (!majority || !majority7 || !called) return null;
  const ofOthers = shareTogether([called.ofAngry, called.ofDisgust, called.ofFear]);
  return (
    <p data-testid="accuracy-in-short" className="max-w-2xl text-lg">
      Of {whole(majority.of)} test faces that look happy, sad or surprised to at least 5 of 10 people,{" "}
      <strong>{percentOf(majority)} are read as people read them</strong> when it may choose only among the three. The
      live page may also say “other”: it does for {percentOf(called.ofThree)} of these faces, for{" "}
      {percentOf(called.ofNeutral)} of the neutral and for {percentOf(ofOthers)} of the angry, disgusted and afraid
      ones. In {percentOf(called.notJudged.ofThree)} of the happy, sad and surprised faces it gives a reason instead of
      a label, since the picture is not good enough. Telling seven labels apart is harder: {percentOf(majority7)} agree
      with what most people say, {percentOf(accuracyOf(row.confusion7))} with the label that was published with the
      picture.
    </p>
  );
}
