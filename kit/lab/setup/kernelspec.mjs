import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** @typedef {import("./places.mjs").Places} Places */

const logos = fileURLToPath(new URL("kernel-logo/", import.meta.url));

/**
 * Tells Jupyter how to start the kernel. The paths in it are absolute, so a project that has moved gets a new one.
 *
 * @type {import("./set-up.mjs").Step}
 */
export const kernelspec = {
  title: "the kernel's entry for Jupyter",
  async isDone(places) {
    const file = join(places.kernelspec, "kernel.json");
    return existsSync(file) && readFileSync(file, "utf8") === (await kernelJson(places));
  },
  async perform(places) {
    const partial = `${places.kernelspec}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    cpSync(logos, partial, { recursive: true });
    writeFileSync(join(partial, "kernel.json"), await kernelJson(places));
    rmSync(places.kernelspec, { recursive: true, force: true });
    renameSync(partial, places.kernelspec);
  },
};

/** @param {Places} places */
async function kernelJson(places) {
  const built = pathToFileURL(join(places.root, "kit", "dist", "kernel", "kernel-spec.js")).href;
  const { kernelSpec } = await import(built);
  return `${JSON.stringify(kernelSpec({ node: places.node, launcher: places.kernelLauncher }), null, 2)}\n`;
}
