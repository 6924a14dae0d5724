/**
 * Converts MediaPipe's BlazeFace short range (.tflite inside the npm package @mediapipe/face_detection, Apache-2.0) to a
 * tfjs graph model: public/models/detector/model.json and weights.bin (float16, as in the source); and self-test.json.
 *
 *   npm run convert:detector
 *
 * In: [1, 128, 128, 3] float32, -1 to 1. Out: "Identity" [1, 896, 17] = score logit, then 16 box and keypoint values an
 * anchor, the layout that @tensorflow-models/face-detection reads.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { runDetectorSample } from "../lib/pipeline/self-test";
import { createFaceDetector } from "../lib/detect/create-face-detector";
import { readTflite, type TfliteModel, type TfliteOperator } from "./tflite-reader";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const OUT = join(ROOT, "public/models/detector");
const SOURCE = "@mediapipe/face_detection/face_detection_short_range.tflite";

interface GraphNode {
  name: string;
  op: string;
  input?: string[];
  attr: Record<string, unknown>;
}
interface WeightEntry {
  name: string;
  shape: number[];
  dtype: "float32" | "int32";
  quantization?: { dtype: "float16"; original_dtype: "float32" };
}

const FLOAT = { type: "DT_FLOAT" };
const text = (value: string) => ({ s: Buffer.from(value).toString("base64") });
const integers = (values: number[]) => ({ list: { i: values.map(String) } });

/** OHWI (TFLite) to HWIO (TensorFlow); elements are `bytes` wide. */
function ohwiToHwio(data: Uint8Array, [o, h, w, i]: readonly number[], bytes: number): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let output = 0; output < o; output++) {
    for (let position = 0; position < h * w; position++) {
      for (let input = 0; input < i; input++) {
        const from = ((output * h * w + position) * i + input) * bytes;
        const to = ((position * i + input) * o + output) * bytes;
        out.set(data.subarray(from, from + bytes), to);
      }
    }
  }
  return out;
}

/** Collects the nodes and weights of a tfjs graph model. */
class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly weights: WeightEntry[] = [];
  readonly data: Uint8Array[] = [];

  node(name: string, op: string, input: string[], attr: Record<string, unknown>): string {
    this.nodes.push({ name, op, input, attr: { T: FLOAT, ...attr } });
    return name;
  }

  constantFloat16(name: string, shape: readonly number[], data: Uint8Array): string {
    this.nodes.push({ name, op: "Const", attr: { dtype: FLOAT } });
    const quantization = { dtype: "float16", original_dtype: "float32" } as const;
    this.weights.push({ name, shape: [...shape], dtype: "float32", quantization });
    this.data.push(data);
    return name;
  }

  constantInt32(name: string, shape: readonly number[], values: readonly number[]): string {
    this.nodes.push({ name, op: "Const", attr: { dtype: { type: "DT_INT32" } } });
    this.weights.push({ name, shape: [...shape], dtype: "int32" });
    this.data.push(new Uint8Array(Int32Array.from(values).buffer));
    return name;
  }
}

function convert(model: TfliteModel): GraphBuilder {
  const graph = new GraphBuilder();
  const names = new Map<number, string>();
  const halfSource = new Map<number, number>();
  const [input] = model.inputs;
  names.set(input, "input");
  const shape = { shape: { dim: model.tensors[input].shape.map((size) => ({ size: String(size) })) } };
  graph.nodes.push({ name: "input", op: "Placeholder", attr: { dtype: FLOAT, shape } });

  /** The float16 bytes behind a dequantized weight. */
  const half = (tensor: number): Uint8Array => {
    const data = model.tensors[halfSource.get(tensor) ?? tensor].data;
    if (!data) throw new Error(`tensor ${tensor}: got no constant, expected a float16 one`);
    return data;
  };
  const inputName = (operator: TfliteOperator, index: number): string => {
    const name = names.get(operator.inputs[index]);
    if (!name) throw new Error(`${operator.name}: got input ${operator.inputs[index]}, which nothing computes`);
    return name;
  };

  const convolution = (operator: TfliteOperator, name: string): string => {
    const depthwise = operator.name === "DEPTHWISE_CONV_2D";
    const [, filter, bias] = operator.inputs;
    const [o, h, w, i] = model.tensors[filter].shape;
    const filterName = depthwise
      ? graph.constantFloat16(`${name}/filter`, [h, w, i, 1], half(filter))
      : graph.constantFloat16(`${name}/filter`, [h, w, i, o], ohwiToHwio(half(filter), [o, h, w, i], 2));
    const biasName = graph.constantFloat16(`${name}/bias`, model.tensors[bias].shape, half(bias));
    const options = operator.options!;
    const fused = options.byte(depthwise ? 4 : 3);
    if (fused !== 0) throw new Error(`${name}: got fused activation ${fused}, expected none`);
    return graph.node(
      name,
      depthwise ? "FusedDepthwiseConv2dNative" : "_FusedConv2D",
      [inputName(operator, 0), filterName, biasName],
      {
        strides: integers([1, options.int(2), options.int(1), 1]),
        dilations: integers([1, 1, 1, 1]),
        padding: text(options.byte(0) === 0 ? "SAME" : "VALID"),
        data_format: text("NHWC"),
        fused_ops: { list: { s: [text("BiasAdd").s] } },
        num_args: { i: "1" },
        epsilon: { f: 0 },
      },
    );
  };

  const build: Record<TfliteOperator["name"], (operator: TfliteOperator, name: string) => string> = {
    DEQUANTIZE: (operator) => {
      halfSource.set(operator.outputs[0], operator.inputs[0]);
      return "";
    },
    CONV_2D: convolution,
    DEPTHWISE_CONV_2D: convolution,
    RELU: (operator, name) => graph.node(name, "Relu", [inputName(operator, 0)], {}),
    ADD: (operator, name) => graph.node(name, "AddV2", [inputName(operator, 0), inputName(operator, 1)], {}),
    MAX_POOL_2D: (operator, name) =>
      graph.node(name, "MaxPool", [inputName(operator, 0)], {
        ksize: integers([1, operator.options!.int(4), operator.options!.int(3), 1]),
        strides: integers([1, operator.options!.int(2), operator.options!.int(1), 1]),
        padding: text(operator.options!.byte(0) === 0 ? "SAME" : "VALID"),
        data_format: text("NHWC"),
      }),
    PAD: (operator, name) => {
      const bytes = model.tensors[operator.inputs[1]].data!;
      const values = [...new Int32Array(bytes.slice().buffer)];
      const paddings = graph.constantInt32(`${name}/paddings`, [4, 2], values);
      return graph.node(name, "Pad", [inputName(operator, 0), paddings], { Tpaddings: { type: "DT_INT32" } });
    },
    RESHAPE: (operator, name) => {
      const target = graph.constantInt32(`${name}/shape`, [3], model.tensors[operator.outputs[0]].shape);
      return graph.node(name, "Reshape", [inputName(operator, 0), target], { Tshape: { type: "DT_INT32" } });
    },
    CONCATENATION: (operator, name) => {
      const axis = graph.constantInt32(`${name}/axis`, [], [1]);
      const parts = operator.inputs.map((_, index) => inputName(operator, index));
      return graph.node(name, "ConcatV2", [...parts, axis], {
        N: { i: String(parts.length) },
        Tidx: { type: "DT_INT32" },
      });
    },
  };
  model.operators.forEach((operator, index) => {
    const name = build[operator.name](operator, `${operator.name.toLowerCase()}_${index}`);
    if (name) names.set(operator.outputs[0], name);
  });

  const named = (wanted: string): string => {
    const output = model.outputs.find((tensor) => model.tensors[tensor].name === wanted);
    if (output === undefined) throw new Error(`tflite: got no output "${wanted}", expected one`);
    return names.get(output)!;
  };
  const axis = graph.constantInt32("Identity/axis", [], [2]);
  graph.node("Identity", "ConcatV2", [named("classificators"), named("regressors"), axis], {
    N: { i: "2" },
    Tidx: { type: "DT_INT32" },
  });
  return graph;
}

const source = createRequire(import.meta.url).resolve(SOURCE);
const graph = convert(readTflite(readFileSync(source)));
mkdirSync(OUT, { recursive: true });
const modelJson = {
  format: "graph-model",
  generatedBy: "@mediapipe/face_detection 0.4.1646425229 (Apache-2.0, Google), face_detection_short_range.tflite",
  convertedBy: "scripts/convert-detector.ts",
  modelTopology: { node: graph.nodes, library: {}, versions: { producer: 1 } },
  weightsManifest: [{ paths: ["weights.bin"], weights: graph.weights }],
};
writeFileSync(join(OUT, "model.json"), JSON.stringify(modelJson));
writeFileSync(join(OUT, "weights.bin"), Buffer.concat(graph.data));

/** Every 97th of the 896 * 17 outputs for the golden input, which backends must reproduce before they go live. */
const STRIDE = 97;
setWasmPaths(join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/"));
await tf.setBackend("wasm");
const detector = await createFaceDetector({
  format: "graph-model",
  modelTopology: modelJson.modelTopology,
  weightSpecs: graph.weights,
  weightData: new Uint8Array(Buffer.concat(graph.data)).buffer,
});
const values = [...(await runDetectorSample(detector, STRIDE))].map((value) => Number(value.toPrecision(6)));
writeFileSync(
  join(OUT, "self-test.json"),
  JSON.stringify({ madeBy: "scripts/convert-detector.ts", stride: STRIDE, values }),
);
console.log(`wrote model.json (${graph.nodes.length} nodes), weights.bin and self-test.json to ${OUT}`);
