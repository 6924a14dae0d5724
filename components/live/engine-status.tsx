/** Loading with named steps and megabytes, failure with its reason, recovery: the state of the engine in words. */
import { LOAD_STEPS, type LoadProgress, type LoadStep } from "../../lib/worker/protocol";
import { Message } from "../ui/message";
import { engineFailure, type EngineState } from "./live-state";

const STEP_NAMES: Readonly<Record<LoadStep, string>> = {
  manifest: "List of files",
  detector: "Face detector",
  backbone: "Expression network",
  heads: "Classifiers",
  backend: "Graphics or processor",
  "self-test": "Warm-up and self-test",
};

export function EngineStatus({ engine, onRetry }: { engine: EngineState; onRetry: () => void }) {
  const failure = engineFailure(engine);
  // At one place in the tree: a message that came anew would be read out again, and take the focus from its button.
  return (
    <>
      {failure && (
        <Message testId="fatal-error" action={{ name: "Try again", run: onRetry }}>
          {failure.whileLoading ? "Loading failed" : "Reading stopped"}: {failure.error.message}. Meanwhile it is tried
          again by itself.
        </Message>
      )}
      {engine.kind === "recovering" && <Message testId="recovering">{engine.reason}. Starting again …</Message>}
      {engine.kind === "loading" && <Loading progress={engine.progress} />}
    </>
  );
}

function Loading({ progress }: { progress: LoadProgress | null }) {
  const step = progress ? LOAD_STEPS.indexOf(progress.step) : 0;
  return (
    <section
      aria-label="Loading"
      data-testid="loading"
      className="border-line bg-panel rounded-lg border px-4 py-3 text-sm"
    >
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">
          Step {step + 1} of {LOAD_STEPS.length}: {progress ? STEP_NAMES[progress.step] : "Starting"}
        </span>
        <span className="text-ink-soft tabular-nums">{progress && megabytes(progress)}</span>
      </p>
      <progress
        className="mt-2 h-2 w-full"
        aria-label="Loading"
        max={1}
        value={
          progress && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : step / LOAD_STEPS.length
        }
      />
      <p className="text-ink-soft mt-1">If loading fails, the reason appears here.</p>
    </section>
  );
}

function megabytes({ loadedBytes, totalBytes }: LoadProgress): string {
  return totalBytes > 0 ? `${(loadedBytes / 1e6).toFixed(1)} of ${(totalBytes / 1e6).toFixed(1)} MB` : "";
}
