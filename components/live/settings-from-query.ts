/**
 * Settings from the address and back into it:
 * ?backend=wasm&side=96&head=linear-svm&labels=seven&equalize=0&mirror=0&camera=1. Page. What does not fit is left out
 * and named with got and expected, for the page to show.
 */
import type { PipelineSettings } from "../../lib/worker/protocol";
import { BACKENDS, INPUT_SIDES, LABEL_SETS } from "../../lib/types";

export interface QuerySettings {
  readonly pipeline: Partial<PipelineSettings>;
  /** Null: by source (a camera is mirrored, a file is not). */
  readonly mirror: boolean | null;
  /** Unattended: the camera starts by itself. */
  readonly camera: boolean;
  readonly problems: readonly string[];
}

export function settingsFromQuery(query: URLSearchParams): QuerySettings {
  const problems: string[] = [];
  const choose = <Value>(name: string, values: ReadonlyMap<string, Value>): Value | undefined => {
    const got = query.get(name);
    if (got === null) return undefined;
    if (!values.has(got)) problems.push(`${name}: got "${got}", expected one of ${[...values.keys()].join(", ")}`);
    return values.get(got);
  };
  const flag = new Map([
    ["1", true],
    ["0", false],
  ]);
  const backend = choose("backend", new Map((["auto", ...BACKENDS] as const).map((name) => [name, name])));
  const inputSide = choose("side", new Map(INPUT_SIDES.map((side) => [String(side), side])));
  const labelSet = choose("labels", new Map(LABEL_SETS.map((set) => [set, set])));
  const equalize = choose("equalize", flag);
  const mirror = choose("mirror", flag);
  const camera = choose("camera", flag);
  const head = query.get("head");
  return {
    pipeline: {
      ...(backend !== undefined && { backend }),
      ...(inputSide !== undefined && { inputSide }),
      ...(labelSet !== undefined && { labelSet }),
      ...(equalize !== undefined && { equalize }),
      ...(head !== null && { head }),
    },
    mirror: mirror ?? null,
    camera: camera ?? false,
    problems,
  };
}

/** The address's query with the changed settings in it, so that a reload or a shared link shows the same. */
export function queryWithSettings(
  query: URLSearchParams,
  changes: Partial<PipelineSettings> & { readonly mirror?: boolean },
): URLSearchParams {
  const changed = new URLSearchParams(query);
  const set = (name: string, value: string | number | boolean | undefined): void => {
    if (value !== undefined) changed.set(name, typeof value === "boolean" ? (value ? "1" : "0") : String(value));
  };
  set("backend", changes.backend);
  set("side", changes.inputSide);
  set("head", changes.head);
  set("labels", changes.labelSet);
  set("equalize", changes.equalize);
  set("mirror", changes.mirror);
  return changed;
}
