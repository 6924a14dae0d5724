/** Probabilities of all seven labels as bars with numbers, and how much of them a label takes. */
import { labelWord } from "@/lib/overlay/face-words";
import { LABELS7, type Inspection, type LabelSet } from "@/lib/types";
import { percent } from "./format";

interface LabelsSectionProps {
  readonly inspection: Inspection;
  readonly labelSet: LabelSet;
}

export function LabelsSection({ inspection: { labels7, needed }, labelSet }: LabelsSectionProps) {
  const weighed =
    labelSet === "seven"
      ? "The likeliest label alone has"
      : "Happy, sad and surprised together, against the strongest of the others, have";
  const then = labelSet === "three-neutral" ? "one of these three is said" : "a label is given";
  return (
    <section className="space-y-3">
      <h3 className="font-semibold">All seven labels</h3>
      <ul data-testid="label-bars" className="max-w-lg space-y-1 text-sm">
        {LABELS7.map((label) => (
          <li key={label} className="grid grid-cols-[5.5rem_1fr_3rem] items-center gap-2">
            <span>{labelWord(label)}</span>
            <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none" className="bg-line h-2.5 w-full">
              <rect width={100 * labels7[label]} height="10" className="fill-accent" />
            </svg>
            <span className="text-right tabular-nums">{percent(labels7[label])}</span>
          </li>
        ))}
      </ul>
      <p data-testid="needed-share" className="max-w-2xl text-sm">
        {weighed} {percent(needed.reached)}; from {percent(needed.minimum)} on {then}.
      </p>
    </section>
  );
}
