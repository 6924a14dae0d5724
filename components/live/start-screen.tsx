/** Before anything is shown: what happens to the video, and three ways to begin. */
import { Button } from "../ui/button";

interface StartScreenProps {
  readonly asking: boolean;
  readonly onCamera: () => void;
  readonly onChoose: () => void;
  readonly onSample: () => void;
}

export function StartScreen({ asking, onCamera, onChoose, onSample }: StartScreenProps) {
  return (
    <div className="m-auto max-w-3xl p-6 text-center sm:p-10">
      <h1 tabIndex={-1} className="text-3xl font-semibold tracking-tight text-balance outline-none sm:text-4xl">
        How does your face look?
      </h1>
      <p className="text-ink-soft mx-auto mt-4 max-w-xl text-lg text-pretty">
        This page reads facial expressions live: happy, sad, surprised, or other.{" "}
        <strong className="text-ink font-semibold">The video never leaves this device.</strong> It is read in this tab,
        frame by frame, and never stored or sent.
      </p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        {/* Not disabled while it waits: that would take the focus from it. */}
        <Button
          look="primary"
          data-testid="start-camera"
          aria-disabled={asking}
          onClick={asking ? undefined : onCamera}
        >
          {asking ? "Waiting for the camera …" : "Start camera"}
        </Button>
        <Button onClick={onChoose}>Choose a picture or video</Button>
        <Button data-testid="sample-picture" onClick={onSample}>
          Try the sample picture
        </Button>
      </div>
      <p className="text-ink-soft mt-6 text-sm">
        You can also drop a picture or a video here. A face shows an expression, not a feeling.
      </p>
    </div>
  );
}
