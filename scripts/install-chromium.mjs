/**
 * Gets Chromium from Debian's own archive, when `npm test` finds no browser and apt is usable (root, or sudo that asks
 * for no password). Returns a sentence that says what to do where that is not possible, or null when it is installed.
 */
import { spawnSync } from "node:child_process";
import { findChromium } from "./find-chromium.mjs";

export function installChromium() {
  const advice = "Install Chromium or Chrome (Debian: sudo apt-get install chromium), or set CHROME_PATH to one.";
  if (process.env.CHROME_PATH) return `CHROME_PATH names no program that can be run. ${advice}`;
  if (!succeeds("apt-get", ["--version"])) return advice;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !succeeds("sudo", ["-n", "true"])) return advice;

  console.log("No Chrome or Chromium found: installing Debian's chromium for the browser tests ...");
  const apt = (...args) => {
    const [command, ...rest] = [...(isRoot ? [] : ["sudo", "-n"]), "apt-get", ...args];
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync(command, rest, { stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
  };
  const installed = apt("update", "-qq") && apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  return installed && findChromium() ? null : `apt-get could not install Chromium. ${advice}`;
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
