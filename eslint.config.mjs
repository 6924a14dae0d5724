/**
 * Lint: Next's and TypeScript's recommended rules, and this project's own: imports go one way, only lib/worker talks to
 * a worker, promises are not forgotten, no `any`. `npm test` runs it and allows no warnings.
 */
import nextCoreWebVitals from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";
import { importBoundaries } from "./scripts/eslint-import-boundaries.mjs";

const config = [
  {
    ignores: [
      ".next/",
      ".cache/",
      ".venv/",
      "node_modules/",
      "next-env.d.ts",
      "public/",
      "tests/out/",
      "training/work/",
    ],
  },
  ...nextCoreWebVitals,
  ...tseslint.configs.recommended,
  {
    plugins: { mien: { rules: { "import-boundaries": importBoundaries } } },
    rules: {
      "mien/import-boundaries": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["app/**", "components/**", "lib/camera/**", "lib/overlay/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='postMessage']",
          message: "Only lib/worker talks to a worker.",
        },
      ],
    },
  },
  {
    // A forgotten promise swallows its error: the page would look well while the pipeline stands still.
    files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.ts", "cli/**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { "@typescript-eslint/no-floating-promises": "error" },
  },
  // Tools talk to a terminal; tests print what they measured.
  { files: ["scripts/**", "cli/**", "bench/**", "training/**", "tests/**"], rules: { "no-console": "off" } },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
];
export default config;
