/** What stands where a report is shown: that it loads, how it is made, why it cannot be shown, or the report itself. */
import type { ReactNode } from "react";
import { Message } from "../ui/message";
import type { ReportHandle } from "./use-report";

interface ReportPartProps<Report> {
  readonly handle: ReportHandle<Report>;
  /** Test ids begin with it. */
  readonly id: string;
  /** "the report", as it stands within a sentence. */
  readonly name: string;
  /** Where there is none yet: a sentence, and the command that it leads to. */
  readonly absent: string;
  readonly command: string;
  readonly children: (report: Report) => ReactNode;
}

export function ReportPart<Report>({ handle, id, name, absent, command, children }: ReportPartProps<Report>) {
  const { state, reload } = handle;
  switch (state.kind) {
    case "loading":
      return <p role="status">Loading {name} …</p>;
    case "absent":
      return (
        <p role="status" data-testid={`${id}-absent`} className="max-w-2xl">
          {absent} <code className="break-words">{command}</code>
        </p>
      );
    case "broken":
      return (
        <Message testId={`${id}-broken`} action={{ name: "Try again", run: reload }}>
          {`T${name.slice(1)}`} cannot be shown. {state.reason}
        </Message>
      );
    case "present":
      return children(state.report);
    default:
      return state satisfies never;
  }
}
