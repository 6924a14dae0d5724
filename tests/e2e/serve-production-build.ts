/**
 * Before the end-to-end tests: the production server (helpers/production-server.ts). After them: ends it. Tests read its
 * address with inject("baseUrl").
 */
import type { TestProject } from "vitest/node";
import { startProductionServer } from "../helpers/production-server";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the production server, with a trailing slash. */
    baseUrl: string;
  }
}

export default async function serveProductionBuild(project: TestProject): Promise<() => Promise<unknown>> {
  const { url, stop } = await startProductionServer();
  project.provide("baseUrl", url);
  return () => stop();
}
