/** A sentence that a person should read: a failure with a way on, or a notice that can be put away. */
import type { ReactNode } from "react";
import { Button } from "./button";

interface MessageProps {
  readonly testId: string;
  readonly children: ReactNode;
  readonly action?: { readonly name: string; readonly run: () => void };
}

export function Message({ testId, children, action }: MessageProps) {
  return (
    <div
      role="alert"
      data-testid={testId}
      className="bg-warn-ground text-warn-ink flex flex-wrap items-center justify-between gap-3 rounded-lg px-4 py-3"
    >
      <p className="min-w-0 flex-1 basis-60 break-words">{children}</p>
      {action && <Button onClick={action.run}>{action.name}</Button>}
    </div>
  );
}
