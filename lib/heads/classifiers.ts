/**
 * The paper's seven classifiers, in the order of its Tables 2 and 3: ids, names and hyperparameters of what ships.
 * The paper used MATLAB's Classification Learner; these are its presets: networks with ReLU units, SVMs with box
 * constraint 1, all on standardized inputs. Its "automatic kernel scale" is a random heuristic; here it is
 * sqrt(features), so the kernel is (x.y / features + coef0)^degree. An SVM's label is the largest of its coupled,
 * calibrated probabilities; by its documentation the tool takes the least sum of the pairs' hinge losses, which differs
 * in about one face of fifty.
 */
import { PipelineError } from "../errors";

interface EntryNames {
  /** In file names, addresses and the manifest. */
  readonly id: string;
  /** On screen, as in the paper. */
  readonly name: string;
  /** Column head of the paper's tables. */
  readonly shortName: string;
}

export interface NetworkEntry extends EntryNames {
  readonly kind: "network";
  /** ReLU units of each hidden layer, from the input on. */
  readonly hidden: readonly number[];
}

export interface SvmEntry extends EntryNames {
  readonly kind: "linear-svm" | "poly-svm";
  readonly degree: number;
  readonly coef0: number;
  /** C: the largest weight that one training row may get. */
  readonly boxConstraint: number;
}

export type ClassifierEntry = NetworkEntry | SvmEntry;

export const CLASSIFIERS = [
  { id: "wide-network", name: "Wide neural network", shortName: "WNN", kind: "network", hidden: [100] },
  { id: "narrow-network", name: "Narrow neural network", shortName: "NNN", kind: "network", hidden: [10] },
  { id: "medium-network", name: "Medium neural network", shortName: "MNN", kind: "network", hidden: [25] },
  { id: "bilayered-network", name: "Bi-layered neural network", shortName: "BNN", kind: "network", hidden: [10, 10] },
  {
    id: "trilayered-network",
    name: "Tri-layered neural network",
    shortName: "TNN",
    kind: "network",
    hidden: [10, 10, 10],
  },
  {
    id: "cubic-svm",
    name: "Cubic SVM",
    shortName: "Cubic SVM",
    kind: "poly-svm",
    degree: 3,
    coef0: 1,
    boxConstraint: 1,
  },
  {
    id: "linear-svm",
    name: "Linear SVM",
    shortName: "Linear SVM",
    kind: "linear-svm",
    degree: 1,
    coef0: 0,
    boxConstraint: 1,
  },
] as const satisfies readonly ClassifierEntry[];

/** Throws PipelineError "bad-input" for an id that is not in the registry. */
export function findClassifier(id: string): ClassifierEntry {
  const entry = CLASSIFIERS.find((classifier) => classifier.id === id);
  if (entry) return entry;
  const ids = CLASSIFIERS.map((classifier) => classifier.id).join(", ");
  throw new PipelineError("bad-input", "heads", `classifier: got "${id}", expected one of ${ids}`);
}
