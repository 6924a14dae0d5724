/**
 * Reads the parts of a .tflite file (a FlatBuffer) that BlazeFace uses: tensors, operators and constant buffers of the
 * first subgraph. Field numbers are those of TensorFlow's schema.fbs (version 3). Used by convert-detector.ts only.
 */

/** Operator codes of schema.fbs that BlazeFace short range contains. */
export const TFLITE_OPERATORS = {
  0: "ADD",
  2: "CONCATENATION",
  3: "CONV_2D",
  4: "DEPTHWISE_CONV_2D",
  6: "DEQUANTIZE",
  17: "MAX_POOL_2D",
  19: "RELU",
  22: "RESHAPE",
  34: "PAD",
} as const;
export type TfliteOperatorName = (typeof TFLITE_OPERATORS)[keyof typeof TFLITE_OPERATORS];

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: "float32" | "float16" | "int32";
  /** Constant values, or null for what is computed. */
  readonly data: Uint8Array | null;
}

export interface TfliteOperator {
  readonly name: TfliteOperatorName;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: TfliteTable | null;
}

export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

const TENSOR_TYPES: Record<number, TfliteTensor["type"]> = { 0: "float32", 1: "float16", 2: "int32" };

/** One FlatBuffer table; absent fields read as their default. */
export class TfliteTable {
  constructor(
    private readonly view: DataView,
    private readonly position: number,
  ) {}

  private at(field: number): number {
    const vtable = this.position - this.view.getInt32(this.position, true);
    const slot = 4 + 2 * field;
    const offset = slot < this.view.getUint16(vtable, true) ? this.view.getUint16(vtable + slot, true) : 0;
    return offset === 0 ? 0 : this.position + offset;
  }

  private follow(position: number): number {
    return position + this.view.getUint32(position, true);
  }

  byte(field: number): number {
    const at = this.at(field);
    return at === 0 ? 0 : this.view.getInt8(at);
  }

  int(field: number): number {
    const at = this.at(field);
    return at === 0 ? 0 : this.view.getInt32(at, true);
  }

  table(field: number): TfliteTable | null {
    const at = this.at(field);
    return at === 0 ? null : new TfliteTable(this.view, this.follow(at));
  }

  tables(field: number): TfliteTable[] {
    const at = this.at(field);
    if (at === 0) return [];
    const vector = this.follow(at);
    const count = this.view.getUint32(vector, true);
    return Array.from({ length: count }, (_, i) => new TfliteTable(this.view, this.follow(vector + 4 + 4 * i)));
  }

  ints(field: number): number[] {
    const at = this.at(field);
    if (at === 0) return [];
    const vector = this.follow(at);
    const count = this.view.getUint32(vector, true);
    return Array.from({ length: count }, (_, i) => this.view.getInt32(vector + 4 + 4 * i, true));
  }

  bytes(field: number): Uint8Array | null {
    const at = this.at(field);
    if (at === 0) return null;
    const vector = this.follow(at);
    const count = this.view.getUint32(vector, true);
    return new Uint8Array(this.view.buffer, this.view.byteOffset + vector + 4, count);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field) ?? new Uint8Array());
  }
}

/** Throws with got and expected when the file is no TFLite model or holds an operator that BlazeFace does not use. */
export function readTflite(file: Uint8Array): TfliteModel {
  const identifier = new TextDecoder().decode(file.subarray(4, 8));
  if (identifier !== "TFL3") throw new Error(`tflite: got identifier "${identifier}", expected "TFL3"`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const model = new TfliteTable(view, view.getUint32(0, true));
  const buffers = model.tables(4).map((buffer) => buffer.bytes(0));
  const operatorNames = model.tables(1).map((code) => {
    const number = Math.max(code.byte(0), code.int(3));
    const name = TFLITE_OPERATORS[number as keyof typeof TFLITE_OPERATORS];
    if (!name) throw new Error(`tflite: got operator code ${number}, expected one of ${Object.keys(TFLITE_OPERATORS)}`);
    return name;
  });
  const graph = model.tables(2)[0];
  if (!graph) throw new Error("tflite: got no subgraph, expected one");
  const tensors = graph.tables(0).map((tensor): TfliteTensor => {
    const type = TENSOR_TYPES[tensor.byte(1)];
    if (!type) throw new Error(`tflite: got tensor type ${tensor.byte(1)}, expected 0 (f32), 1 (f16) or 2 (int32)`);
    const data = buffers[tensor.int(2)];
    return { name: tensor.text(3), shape: tensor.ints(0), type, data: data && data.length > 0 ? data : null };
  });
  const operators = graph.tables(3).map((operator) => ({
    name: operatorNames[operator.int(0)],
    inputs: operator.ints(1),
    outputs: operator.ints(2),
    options: operator.table(4),
  }));
  return { tensors, operators, inputs: graph.ints(1), outputs: graph.ints(2) };
}
