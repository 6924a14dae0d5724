/** What stands where a report is shown: that it loads, how it is made, why it cannot be shown, or the report itself. */
import { useRef, type ReactNode } from "react";
import { Message } from "../ui/message";
import type { ReportState } from "./load-report";
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

export function ReportPart<Report>({ handle: { state, reload }, ...words }: ReportPartProps<Report>) {
  const place = useRef<HTMLDivElement>(null);
  // The button goes with its message: the place takes the focus.
  const tryAgain = (): void => {
    reload();
    place.current?.focus();
  };
  return (
    <div ref={place} tabIndex={-1} className="outline-none">
      <ReportContent state={state} onTryAgain={tryAgain} {...words} />
    </div>
  );
}

interface ReportContentProps<Report> extends Omit<ReportPartProps<Report>, "handle"> {
  readonly state: ReportState<Report>;
  readonly onTryAgain: () => void;
}

function ReportContent<Report>(props: ReportContentProps<Report>) {
  const { state, id, name, absent, command, onTryAgain, children } = props;
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
        <Message testId={`${id}-broken`} action={{ name: "Try again", run: onTryAgain }}>
          {`T${name.slice(1)}`} cannot be shown. {state.reason}
        </Message>
      );
    case "present":
      return children(state.report);
    default:
      return state satisfies never;
  }
}
