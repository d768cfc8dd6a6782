import { accessSync, constants } from "node:fs";
import { isWsl } from "../../common/open-browser.mjs";
import { npmEnv } from "../setup/npm-packages.mjs";
import { run } from "../setup/run.mjs";
import { note, right, wrong } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */
/** @typedef {import("../setup/places.mjs").Places} Places */

/**
 * The operating system.
 *
 * @param {Places} places
 * @param {{ platform?: NodeJS.Platform, wsl?: boolean }} [machine]
 * @returns {Finding}
 */
export function operatingSystem(places, { platform = process.platform, wsl = isWsl() } = {}) {
  if (platform === "win32") {
    return wrong(
      "Windows itself cannot run the lab",
      "use WSL2 (`wsl --install`), or open the project in its devcontainer",
    );
  }
  if (wsl && /^\/mnt\/[a-z]\//.test(places.root)) {
    return note(
      "Linux inside Windows, with the project on Windows' disk: slow",
      "move it to your home folder in Linux",
    );
  }
  if (wsl) return right("Linux inside Windows (WSL2)");
  if (platform === "darwin") return right("macOS");
  if (platform === "linux") return right("Linux");
  return note(
    `${platform}: the lab is made for Linux and macOS`,
    "try it, or open the project in its devcontainer",
  );
}

/** The Node that runs this process, and that starts every command. @returns {Finding} */
export function systemNode() {
  return right(`Node ${process.versions.node} starts the commands`);
}

/** @param {Places} places @returns {Promise<Finding>} */
export async function npm(places) {
  const answer = await run("npm", ["--version"], { env: npmEnv(places), timeout: 30_000 });
  return answer.ok
    ? right(`npm ${answer.stdout.trim()}`)
    : wrong("npm does not run", "install it; it comes with Node, on Debian or Ubuntu as the package `npm`");
}

/** @param {Places} places @returns {Finding} */
export function folder(places) {
  try {
    accessSync(places.root, constants.W_OK);
    return right(`the project's folder can be written to: ${places.root}`);
  } catch {
    return wrong(
      `the project's folder cannot be written to: ${places.root}`,
      "move it to a folder of your own",
    );
  }
}
