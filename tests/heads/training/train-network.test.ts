/** Networks: gradients against central differences, what a seed decides, and the optimizer on functions known by hand. */
import { describe, expect, it } from "vitest";
import { CLASSIFIERS } from "../../../lib/heads/classifiers";
import { minimizeLbfgs } from "../../../lib/heads/training/lbfgs";
import { glorotParameters, parameterCount } from "../../../lib/heads/training/network-layout";
import { createNetworkLoss } from "../../../lib/heads/training/network-loss";
import { createRandom } from "../../../lib/heads/training/random";
import { trainNetwork } from "../../../lib/heads/training/train-network";
import { createTrainingSet } from "../../../lib/heads/training/training-set";
import { GOLDEN, TRAIN, TRAIN_LABELS } from "./classifier-golden";

const set = createTrainingSet(TRAIN, TRAIN_LABELS, GOLDEN.labelNames);
const networks = CLASSIFIERS.filter((entry) => entry.kind === "network");

describe("gradient", () => {
  // Rows beyond one group of 32, and counts that no block of 2, 3 or 4 divides.
  const count = 37;
  const rows = set.rows.subarray(0, count * set.features);
  const labels = TRAIN_LABELS.subarray(0, count);

  it.each([
    [[], 0],
    [[7], 0],
    [[10], 0],
    [[10, 10], 0],
    [[10, 10, 10], 0],
    [[5, 1, 4], 0],
    [[7], 0.3],
    [[5, 4], 0.01],
  ])("agrees with central differences: hidden %j, weight decay %d", (hidden, weightDecay) => {
    const sizes = [set.features, ...hidden, 3];
    const loss = createNetworkLoss(sizes, rows, labels, weightDecay);
    const parameters = glorotParameters(sizes, 3);
    // Biases off 0, so that units without input have no kink at the point itself.
    const random = createRandom(4);
    for (let i = 0; i < parameters.length; i++) parameters[i] += 0.1 * (random() - 0.5);
    const gradient = new Float64Array(parameters.length);
    loss(parameters, gradient);
    const scratch = new Float64Array(parameters.length);
    const step = 1e-6;
    gradient.forEach((value, i) => {
      const moved = parameters.slice();
      moved[i] = parameters[i] + step;
      const above = loss(moved, scratch);
      moved[i] = parameters[i] - step;
      const below = loss(moved, scratch);
      expect(Math.abs((above - below) / (2 * step) - value)).toBeLessThan(1e-7);
    });
  });

  it("is also right for rows wider than one block of 512 features", () => {
    const random = createRandom(11);
    const wide = Float32Array.from({ length: 6 * 1030 }, () => random() - 0.5);
    const sizes = [1030, 3, 2];
    const loss = createNetworkLoss(sizes, wide, Uint8Array.of(0, 1, 1, 0, 1, 0));
    const parameters = glorotParameters(sizes, 1);
    const gradient = new Float64Array(parameters.length);
    const scratch = new Float64Array(parameters.length);
    loss(parameters, gradient);
    for (const i of [0, 511, 512, 1029, 1030, 2059, 3089, 3090, 3092, 3098, parameters.length - 1]) {
      const moved = parameters.slice();
      moved[i] += 1e-6;
      const above = loss(moved, scratch);
      moved[i] -= 2e-6;
      expect(Math.abs((above - loss(moved, scratch)) / 2e-6 - gradient[i])).toBeLessThan(1e-7);
    }
  });

  it("starts at ln 3 for a network that says nothing", () => {
    const sizes = [set.features, 10, 3];
    const zeros = new Float64Array(parameterCount(sizes));
    const loss = createNetworkLoss(sizes, rows, labels)(zeros, new Float64Array(zeros.length));
    expect(loss).toBeCloseTo(Math.log(3), 12);
  });
});

describe.each(networks.map((entry) => [entry.id, entry.hidden] as const))("%s", (_, hidden) => {
  const losses: number[] = [];
  const trained = trainNetwork(set, hidden, { seed: 5 }, (_iteration, loss) => losses.push(loss));

  it("lowers its loss in every iteration, down to rows it knows by heart", () => {
    losses.slice(1).forEach((loss, index) => expect(loss).toBeLessThan(losses[index]));
    expect(trained.loss).toBe(losses.at(-1));
    expect(trained.loss).toBeLessThan(0.05);
    expect(trained.iterations).toBeLessThanOrEqual(1000);
  });

  it("has smaller weights with decay, and biases are let be", () => {
    const squares = ({ arrays }: typeof trained): number =>
      Array.from(arrays.weights0.data).reduce((sum, weight) => sum + weight ** 2, 0);
    const decayed = trainNetwork(set, hidden, { seed: 5, weightDecay: 0.1 });
    expect(squares(decayed)).toBeLessThan(squares(trained));
    const sizes = [1, 1];
    const loss = createNetworkLoss(sizes, Float32Array.of(0), Uint8Array.of(0), 2);
    // One output: no cross entropy. Weight 3, bias 5.
    expect(loss(Float64Array.of(3, 5), new Float64Array(2))).toBeCloseTo(9, 12);
  });

  it("is the same again for the same seed, and another for another", () => {
    expect(trainNetwork(set, hidden, { seed: 5 }).arrays).toEqual(trained.arrays);
    expect(trainNetwork(set, hidden, { seed: 6 }).arrays.weights0.data).not.toEqual(trained.arrays.weights0.data);
  });
});

describe("glorotParameters", () => {
  it("stays within sqrt(6 / (inputs + outputs)), fills it, and starts biases at 0", () => {
    const parameters = glorotParameters([200, 100], 1);
    const weights = parameters.subarray(0, 20_000);
    const range = Math.sqrt(6 / 300);
    const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largest).toBeLessThanOrEqual(range);
    expect(largest).toBeGreaterThan(0.99 * range);
    const variance = weights.reduce((sum, value) => sum + value * value, 0) / weights.length;
    expect(variance).toBeCloseTo(2 / 300, 3);
    expect(parameters.subarray(20_000).every((value) => value === 0)).toBe(true);
  });

  it("refuses sizes that are none", () => {
    expect(() => glorotParameters([20], 1)).toThrow("sizes: got [20], expected at least 2 whole numbers from 1");
    expect(() => glorotParameters([20, 0, 3], 1)).toThrow(RangeError);
  });
});

describe("createRandom", () => {
  it("gives even numbers from 0 to below 1, the same for the same seed", () => {
    const random = createRandom(42);
    const again = createRandom(42);
    const counts = new Uint32Array(10);
    for (let i = 0; i < 10_000; i++) {
      const value = random();
      expect(again()).toBe(value);
      counts[Math.floor(10 * value)]++;
    }
    // Five standard deviations of a count of 1,000.
    counts.forEach((count) => expect(Math.abs(count - 1000)).toBeLessThan(150));
    expect(createRandom(43)()).not.toBe(createRandom(42)());
  });

  it.each([-1, 0.5, 2 ** 32, NaN])("refuses the seed %d", (seed) => {
    expect(() => createRandom(seed)).toThrow(`seed: got ${seed}, expected a whole number from 0 to 4294967295`);
  });
});

describe("minimizeLbfgs", () => {
  it("finds the minimum of Rosenbrock's valley", () => {
    const start = Float64Array.of(-1.2, 1);
    const result = minimizeLbfgs(
      ([x, y], gradient) => {
        gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
        gradient[1] = 200 * (y - x * x);
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
      },
      start,
      { lossTolerance: 0, gradientTolerance: 1e-10, stepTolerance: 0 },
    );
    expect(result.stop).toBe("gradient");
    expect(result.parameters[0]).toBeCloseTo(1, 6);
    expect(result.parameters[1]).toBeCloseTo(1, 6);
    expect([...start]).toEqual([-1.2, 1]);
  });

  it("gets to the tip of a function with kinks", () => {
    const { loss } = minimizeLbfgs(
      ([x, y], gradient) => {
        gradient[0] = Math.sign(x - 1);
        gradient[1] = 3 * Math.sign(y + 2);
        return Math.abs(x - 1) + 3 * Math.abs(y + 2);
      },
      Float64Array.of(5, 5),
    );
    expect(loss).toBeLessThan(1e-2);
  });

  it("ends by loss, by the limit, and where it starts at the minimum", () => {
    const square = ([x]: Float64Array, gradient: Float64Array): number => {
      gradient[0] = 2 * x;
      return x * x;
    };
    const power = ([x]: Float64Array, gradient: Float64Array): number => {
      gradient[0] = 4 * x ** 3;
      return x ** 4;
    };
    expect(minimizeLbfgs(power, Float64Array.of(3), { lossTolerance: 1e-3, gradientTolerance: 0 }).stop).toBe("loss");
    const limited = minimizeLbfgs(square, Float64Array.of(3), { iterationLimit: 0 });
    expect(limited).toMatchObject({ stop: "iterations", iterations: 0, evaluations: 1, loss: 9 });
    expect(minimizeLbfgs(square, Float64Array.of(0))).toMatchObject({ stop: "gradient", iterations: 0 });
  });

  it("says so where no lower value is found", () => {
    // Its gradient points the wrong way.
    const wrong = ([x]: Float64Array, gradient: Float64Array): number => {
      gradient[0] = -1;
      return x;
    };
    expect(minimizeLbfgs(wrong, Float64Array.of(5)).stop).toBe("no-descent");
    expect(() => minimizeLbfgs(() => NaN, Float64Array.of(1))).toThrow("objective at the start: got NaN");
  });
});
