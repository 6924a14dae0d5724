/** How right it is, and the paper's experiment, repeated and corrected: its tables beside ours. */
import type { Metadata } from "next";
import { EvidencePage } from "@/components/lab/evidence-page";

export const metadata: Metadata = { title: "Evidence" };

export default function LabPage() {
  return <EvidencePage />;
}
