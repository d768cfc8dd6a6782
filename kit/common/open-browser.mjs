import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Opens a page in the user's browser. Does nothing where no browser can be seen.
 *
 * @param {string} url
 */
export function openBrowser(url) {
  const command = browserCommand();
  if (!command) return;
  const [program = "", ...args] = command;
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

/**
 * @param {{ platform?: NodeJS.Platform, env?: NodeJS.ProcessEnv, wsl?: boolean }} [machine]
 * @returns {string[] | undefined} undefined where no browser can be seen: over ssh, in a container
 */
export function browserCommand({ platform = process.platform, env = process.env, wsl = isWsl() } = {}) {
  if (platform === "darwin") return ["open"];
  if (wsl) return ["explorer.exe"];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ["xdg-open"] : undefined;
}

/** Whether this Linux runs inside Windows. */
export function isWsl() {
  if (process.platform !== "linux") return false;
  try {
    return /microsoft/i.test(readFileSync("/proc/sys/kernel/osrelease", "utf8"));
  } catch {
    return false;
  }
}
