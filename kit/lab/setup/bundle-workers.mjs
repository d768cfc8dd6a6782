import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** The entries of labs' workers, by the names of their bundles. A bundle finds its watchdog beside it. */
const entries = {
  thread: "threads/entry.js",
  process: "processes/entry.js",
  watchdog: "processes/watchdog.js",
};

/**
 * Writes one file for each kind of worker, with all that it loads before its first agent. A thread takes longer to load
 * 25 small files than to start; docs/decisions/0006-cold-start.md has the numbers. Without bundles workers run as well,
 * and start later.
 *
 * A copy of the compiler's notes is written last. By it labs sees that it was compiled anew without new bundles.
 *
 * @param {string} labs the built package's folder
 * @returns {Promise<boolean>} whether there were workers to bundle
 */
export async function bundleWorkers(labs) {
  const swarm = join(labs, "dist", "swarm");
  if (!Object.values(entries).every((entry) => existsSync(join(swarm, entry)))) return false;
  const folder = join(swarm, "bundled");
  mkdirSync(folder, { recursive: true });
  const partial = mkdtempSync(join(folder, "partial-"));
  try {
    // Copied first: if the compiler runs meanwhile, the bundles count as old.
    copyFileSync(join(labs, "dist", ".tsbuildinfo"), join(partial, "made-from.json"));
    for (const [name, entry] of Object.entries(entries))
      await write(join(swarm, entry), partial, `${name}.js`);
    // Each file is replaced whole, because workers may start meanwhile.
    for (const file of [...Object.keys(entries).map((name) => `${name}.js`), "made-from.json"])
      renameSync(join(partial, file), join(folder, file));
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return true;
}

/** @param {string} input @param {string} folder @param {string} name */
async function write(input, folder, name) {
  const { rolldown } = await import("rolldown");
  // The sharing primitives stay where they are, because agents import the same classes.
  const external = (/** @type {string} */ id) => id.startsWith("node:") || id.includes("/sharing/");
  const bundle = await rolldown({ input, platform: "node", external });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  await bundle.close();
  writeFileSync(join(folder, name), output[0].code);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    await bundleWorkers(join(import.meta.dirname, "../../../labs"));
  } catch (error) {
    console.error(stripVTControlCharacters(/** @type {Error} */ (error).message));
    process.exitCode = 1;
  }
}
