/**
 * Trains a fully connected ReLU network as the paper's tool does: full-batch L-BFGS on the mean cross entropy, Glorot's
 * start, at most 1,000 iterations, and no weight decay where none is asked for (the tool's "Lambda"). The seed decides the
 * start, and with it everything.
 */
import type { HeadArray } from "../head-file";
import { minimizeLbfgs, type LbfgsResult } from "./lbfgs";
import { createNetworkLoss } from "./network-loss";
import { glorotParameters, layersOf } from "./network-layout";
import type { TrainingSet } from "./training-set";

/** The paper's tool's. Gradient, loss and step tolerance are 1e-6 in both (lbfgs.ts). */
export const NETWORK_ITERATION_LIMIT = 1000;

export interface TrainedNetwork extends Omit<LbfgsResult, "parameters"> {
  /** `weights0` [hidden, features], `bias0`, `weights1`, ... of a head file, float32. */
  readonly arrays: Readonly<Record<string, HeadArray>>;
}

export interface NetworkOptions {
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  /** 0 or more (network-loss.ts). */
  readonly weightDecay?: number;
}

/** `hidden`: ReLU units of each hidden layer. Throws RangeError for another seed or size. */
export function trainNetwork(
  set: TrainingSet,
  hidden: readonly number[],
  { seed, weightDecay }: NetworkOptions,
  onIteration?: (iteration: number, loss: number) => void,
): TrainedNetwork {
  const sizes = [set.features, ...hidden, set.labelNames.length];
  const objective = createNetworkLoss(sizes, set.rows, set.labels, weightDecay);
  const options = { iterationLimit: NETWORK_ITERATION_LIMIT, onIteration };
  const { parameters, ...result } = minimizeLbfgs(objective, glorotParameters(sizes, seed), options);
  const arrays: Record<string, HeadArray> = {};
  layersOf(sizes).forEach(({ inputs, outputs, weights, bias }, index) => {
    const matrix = Float32Array.from(parameters.subarray(weights, bias));
    arrays[`weights${index}`] = { shape: [outputs, inputs], data: matrix };
    arrays[`bias${index}`] = { shape: [outputs], data: Float32Array.from(parameters.subarray(bias, bias + outputs)) };
  });
  return { ...result, arrays };
}
