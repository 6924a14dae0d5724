/** Settings from the address: what fits is taken, and what does not is left out and named with got and expected. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queryWithSettings, settingsFromQuery } from "../../components/live/settings-from-query";
import { BACKENDS, INPUT_SIDES, LABEL_SETS } from "../../lib/types";

const settings = (query: string) => settingsFromQuery(new URLSearchParams(query));

describe("settingsFromQuery", () => {
  it("sets nothing for an address without settings", () => {
    expect(settings("")).toEqual({ pipeline: {}, mirror: null, camera: false, problems: [] });
  });

  it("reads all settings together", () => {
    expect(settings("?backend=wasm&side=96&head=linear-svm&labels=seven&equalize=0&mirror=0&camera=1")).toEqual({
      pipeline: { backend: "wasm", inputSide: 96, head: "linear-svm", labelSet: "seven", equalize: false },
      mirror: false,
      camera: true,
      problems: [],
    });
  });

  it.each(["auto", ...BACKENDS])("takes backend=%s", (backend) => {
    expect(settings(`backend=${backend}`)).toEqual({
      pipeline: { backend },
      mirror: null,
      camera: false,
      problems: [],
    });
  });

  it.each(INPUT_SIDES)("takes side=%i", (inputSide) => {
    expect(settings(`side=${inputSide}`)).toEqual({
      pipeline: { inputSide },
      mirror: null,
      camera: false,
      problems: [],
    });
  });

  it.each([
    ["1", true],
    ["0", false],
  ])("takes equalize=%s and mirror=%s", (text, value) => {
    expect(settings(`equalize=${text}&mirror=${text}`)).toEqual({
      pipeline: { equalize: value },
      mirror: value,
      camera: false,
      problems: [],
    });
  });

  it("takes any head, since only the worker knows them", () => {
    expect(settings("head=made+up")).toEqual({
      pipeline: { head: "made up" },
      mirror: null,
      camera: false,
      problems: [],
    });
  });

  it.each([
    ["backend=cuda", 'backend: got "cuda", expected one of auto, webgpu, webgl, wasm'],
    ["backend=", 'backend: got "", expected one of auto, webgpu, webgl, wasm'],
    ["side=100", 'side: got "100", expected one of 96, 128, 224'],
    ["side=96.0", 'side: got "96.0", expected one of 96, 128, 224'],
    ["equalize=yes", 'equalize: got "yes", expected one of 1, 0'],
    ["mirror=true", 'mirror: got "true", expected one of 1, 0'],
    ["camera=on", 'camera: got "on", expected one of 1, 0'],
  ])("leaves out %s and names it", (query, problem) => {
    expect(settings(query)).toEqual({ pipeline: {}, mirror: null, camera: false, problems: [problem] });
  });

  it("names every problem, and still takes what fits", () => {
    const { pipeline, mirror, problems } = settings("backend=x&side=y&equalize=1&mirror=z");
    expect({ pipeline, mirror }).toEqual({ pipeline: { equalize: true }, mirror: null });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["backend", "side", "mirror"]);
  });

  it("never takes what is not in the lists, whatever the address says", () => {
    const name = fc.constantFrom("backend", "side", "equalize", "mirror");
    const value = fc.oneof(fc.string(), fc.constantFrom("1", "0", "96", "wasm", "auto", "constructor", "__proto__"));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
        const query = new URLSearchParams(pairs);
        const { pipeline, mirror, problems } = settingsFromQuery(query);
        expect(["auto", ...BACKENDS, undefined]).toContain(pipeline.backend);
        expect([...INPUT_SIDES, undefined]).toContain(pipeline.inputSide);
        expect([true, false, undefined]).toContain(pipeline.equalize);
        expect([true, false, null]).toContain(mirror);
        const taken = Object.keys(pipeline).length + (mirror === null ? 0 : 1);
        expect(taken + problems.length).toBe(new Set(query.keys()).size);
      }),
    );
  });
});

describe("queryWithSettings", () => {
  it("writes what settingsFromQuery reads", () => {
    const changes = fc.record({
      backend: fc.constantFrom("auto" as const, ...BACKENDS),
      inputSide: fc.constantFrom(...INPUT_SIDES),
      head: fc.string(),
      labelSet: fc.constantFrom(...LABEL_SETS),
      equalize: fc.boolean(),
    });
    fc.assert(
      fc.property(changes, fc.boolean(), (pipeline, mirror) => {
        const query = queryWithSettings(new URLSearchParams(), { ...pipeline, mirror });
        expect(settingsFromQuery(query)).toEqual({ pipeline, mirror, camera: false, problems: [] });
      }),
    );
  });

  it("leaves alone what has not changed", () => {
    const query = queryWithSettings(new URLSearchParams("side=128&other=1"), { head: "linear-svm" });
    expect(query.toString()).toBe("side=128&other=1&head=linear-svm");
  });
});
