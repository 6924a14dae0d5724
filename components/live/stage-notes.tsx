/** Words on the stage, at its lower edge. */
"use client";

import { useEffect, useState, type ReactNode } from "react";
import { LastingFaces } from "./lasting-faces";
import type { LiveSession } from "./live-session";

export function StageNote({ testId, children }: { readonly testId: string; readonly children: ReactNode }) {
  return (
    <p
      data-testid={testId}
      className="border-line bg-panel text-ink absolute inset-x-0 bottom-3 mx-auto w-fit max-w-[calc(100%-1.5rem)] rounded-2xl border px-4 py-2 text-center"
    >
      {children}
    </p>
  );
}

/** Not announced: the readings for screen readers say so already. */
export function NoFaceNote({ session, isStill }: { readonly session: LiveSession; readonly isStill: boolean }) {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const lasting = new LastingFaces();
    return session.onHud((_, result) => {
      // Of a picture there is no other frame.
      const told = isStill ? result : lasting.look(result, performance.now());
      setIsShown(told !== null && told.faces.length === 0);
    });
  }, [session, isStill]);
  if (!isShown) return null;
  return (
    <StageNote testId="no-face">
      {isStill ? "No face was found in this picture." : "No face in view. Face the camera, in good light."}
    </StageNote>
  );
}
