/** Where the paper's own numbers do not meet. Needs no report. */
import { paperSlips } from "./paper-slips";
import { Section } from "./section";

export function PaperSlipsList() {
  return (
    <Section
      id="slips"
      intro="Small slips, named because they matter to anyone who repeats the work. The method itself is clear enough to be repeated, which is to its credit."
    >
      <ul data-testid="slips" className="text-ink-soft max-w-3xl list-disc space-y-2 pl-5">
        {paperSlips().map((slip) => (
          <li key={slip}>{slip}</li>
        ))}
      </ul>
    </Section>
  );
}
