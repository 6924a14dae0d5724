import type { Rule } from "eslint";

/** Imports go one way (see the header of the .mjs). */
export declare const importBoundaries: Rule.RuleModule;
