/**
 * ESLint rule: imports go one way, app -> components -> {worker client, camera, overlay, types}; worker -> pipeline ->
 * stages -> {gpu, backends, models}; bench -> training -> {cli, lib}. Stages do not know each other; they meet in
 * lib/pipeline and lib/types.ts. The table below is the whole rule, save for FREE; a folder that is missing from both is
 * an error, so that a new one gets its place.
 */
import { dirname, relative, resolve } from "node:path";

/** Main-thread code: whoever runs here must not pull tfjs or a stage into the page's bundle. */
const PAGE_SIDE = [
  "components",
  "lib/camera",
  "lib/overlay",
  "lib/evidence",
  "lib/worker/protocol",
  "lib/worker/pipeline-client",
];
const SHARED = ["lib/types", "lib/errors", "lib/box-geometry", "lib/bilinear", "lib/softmax"];
/** What a stage may lean on. */
const GROUND = ["lib/gpu", "lib/backends", "lib/models", "lib/labels", "lib/breathe", ...SHARED];
const STAGES = ["lib/detect", "lib/align", "lib/quality", "lib/equalize", "lib/backbone", "lib/heads", "lib/track"];
const WORKER_SIDE = ["lib/pipeline", "lib/worker/protocol", ...STAGES, ...GROUND];
/** What drives the built page or serves it, written for tests: benches do the same. */
const BENCH_HELPERS = [
  "browser",
  "clip-frames",
  "clip-truths",
  "fake-webcams",
  "frame-stamp",
  "production-server",
  "static-server",
].map((name) => `tests/helpers/${name}`);

/** Folders that may import anything; files of the repository's root may, too. */
const FREE = /^(scripts\/|tests\/|[^/]+$)/;

/** Folder or file (longest match wins) -> what it may import besides itself. */
const ALLOWED = {
  app: [...PAGE_SIDE, ...SHARED],
  components: [...PAGE_SIDE, ...SHARED],
  "lib/camera": ["lib/worker/protocol", "lib/worker/pipeline-client", ...SHARED],
  "lib/overlay": ["lib/worker/protocol", "lib/labels", ...SHARED],
  "lib/worker/protocol": SHARED,
  "lib/worker/pipeline-client": ["lib/worker/protocol", ...SHARED],
  "lib/worker": WORKER_SIDE,
  "lib/pipeline": ["lib/worker/protocol", ...STAGES, ...GROUND],
  ...Object.fromEntries(STAGES.map((stage) => [stage, GROUND])),
  "lib/gpu": SHARED,
  "lib/backends": ["lib/gpu", ...SHARED],
  "lib/models": ["lib/backends", "lib/gpu", ...SHARED],
  "lib/labels": SHARED,
  "lib/evidence": SHARED,
  "lib/types": [],
  "lib/errors": ["lib/types"],
  "lib/box-geometry": ["lib/types"],
  "lib/bilinear": [],
  "lib/breathe": [],
  "lib/softmax": [],
  cli: WORKER_SIDE,
  training: ["cli", "lib/evidence", ...WORKER_SIDE],
  bench: ["cli", "training", "lib/evidence", "scripts/dependencies", ...BENCH_HELPERS, ...WORKER_SIDE],
};

const NO_TENSORS = ["app", ...PAGE_SIDE, ...SHARED];
/** Heavy packages that belong to the worker. */
const TENSOR_PACKAGE = /^(@tensorflow\/|@tensorflow-models\/|@mediapipe\/)/;

export const importBoundaries = {
  meta: { type: "problem", schema: [], docs: { description: "imports go one way (see the file's header)" } },
  create(context) {
    const file = toRepository(context.cwd, context.filename);
    if (FREE.test(file)) return {};
    const from = longestMatch(file, Object.keys(ALLOWED));

    function check(node, source) {
      if (!from)
        return context.report({ node, message: `${file} has no place in scripts/eslint-import-boundaries.mjs` });
      if (TENSOR_PACKAGE.test(source)) {
        if (longestMatch(file, NO_TENSORS)) {
          context.report({ node, message: `${from} runs on the page's thread and may not import ${source}` });
        }
        return;
      }
      const target = resolveInRepository(context, source);
      if (!target) return;
      const to = longestMatch(target, Object.keys(ALLOWED));
      const allowed = to === from || longestMatch(target, ALLOWED[from]);
      if (!allowed) {
        context.report({
          node,
          message: `${from} may not import ${target}; it may import ${ALLOWED[from].join(", ")}`,
        });
      }
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => typeof node.source.value === "string" && check(node, node.source.value),
    };
  },
};

function resolveInRepository(context, source) {
  if (source.startsWith("@/")) return source.slice(2);
  if (!source.startsWith(".")) return null;
  return toRepository(context.cwd, resolve(dirname(context.filename), source));
}

function toRepository(root, path) {
  return relative(root, path).replaceAll("\\", "/");
}

function longestMatch(path, places) {
  const matches = places.filter(
    (place) => path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}.`),
  );
  return matches.sort((a, b) => b.length - a.length)[0];
}
