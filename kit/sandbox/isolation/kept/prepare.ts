/**
 * Makes and proves the sandbox around the answers that a learner checks, and writes what it found. A second one that runs at the same time
 * comes to the same.
 *
 * Arguments: the course's folder, and `again` to try once more what did not work before. It prints `{"kind": "bwrap"}`, or `{"kind": "none", "why": …}`.
 */
import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { errorMessage } from "../../../common/error-message.ts";
import { startOrphanWatch } from "../../../common/orphan-watch.ts";
import { replaceFile } from "../../../common/write-file.ts";
import { buildImage } from "../image/build-image.ts";
import { isRunning } from "../image/left-folders.ts";
import { isSandbox } from "../sandbox.ts";
import { searchSandbox } from "../search-sandbox.ts";
import { STARTS_TOO_SLOWLY } from "../start-problem.ts";
import { bootId, keptKey } from "./kept-key.ts";
import { keptPlace, makePlace, sharedPlace } from "./kept-place.ts";
import { keptFile, readKept } from "./kept-sandbox.ts";

/** A sandbox of an earlier lab that was not used for this long is removed. A notebook that still has it notices, and gets a new one. */
const UNUSED_MS = 3600 * 1000;

const [given = process.cwd(), again] = process.argv.slice(2);
const root = resolve(given);
startOrphanWatch();
const key = keptKey(root);
const before = readKept(root, key);
const isKnown = before !== undefined && ("config" in before || again === undefined);
const kept = isKnown
  ? before
  : await make().catch((error: unknown) => {
      process.stderr.write(`${errorMessage(error)}\n`, () => process.exit(1));
      return new Promise<never>(() => {});
    });
const report = "config" in kept ? { kind: "bwrap" } : { kind: "none", why: kept.missing };
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));

async function make() {
  const place = keptPlace(root);
  makePlace(place);
  // Whole: a sweep that reads half of it would take the course for gone, and remove the place.
  replaceFile(join(place, "course"), root);
  sweep(place);
  if (dirname(place) === sharedPlace()) sweepCourses(place);
  const folder = mkdtempSync(join(place, `image-${process.pid}-`));
  const found = await searchSandbox({ root, prefer: "bwrap" }, (root, programs) =>
    buildImage(root, programs, folder),
  );
  // The lab may have been built anew meanwhile: then this is neither the one nor the other.
  const isSame = keptKey(root) === key;
  const note = isSandbox(found) ? { config: found.config } : { missing: found.why };
  if (!isSame || !isSandbox(found)) rmSync(folder, { recursive: true, force: true });
  if (!isSame) throw new Error("the lab or the kit changed meanwhile");
  // Tried again by the next check server: this machine may be busy just now.
  if ("missing" in note && note.missing.includes(STARTS_TOO_SLOWLY)) throw new Error(STARTS_TOO_SLOWLY);
  const file = keptFile(root, key);
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, JSON.stringify({ boot: bootId(), root, ...note }), { mode: 0o644 });
  if (again !== undefined && existsSync(file) && !("config" in (readKept(root, key) ?? {})))
    rmSync(file, { force: true });
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Another process was first, with the same files.
    rmSync(folder, { recursive: true, force: true });
  } finally {
    rmSync(partial, { force: true });
  }
  const kept = readKept(root, key);
  if (kept === undefined) throw new Error(`${file} cannot be read`);
  return kept;
}

/** Removes what was kept before the machine started anew, what was not used for long, and what a process left that was killed. */
function sweep(place: string): void {
  const images = new Set<string>();
  const names = readdirSync(place);
  for (const name of names.filter((name) => name.endsWith(".json"))) {
    const file = join(place, name);
    try {
      const { boot, config } = JSON.parse(readFileSync(file, "utf8"));
      const isGone = config && !existsSync(config.image.root);
      if (boot !== bootId() || isGone || isUnused(file)) rmSync(file, { force: true });
      else if (config) images.add(config.image.folder);
    } catch {
      rmSync(file, { force: true });
    }
  }
  for (const name of names.filter((name) => name.startsWith("image-"))) {
    const pid = Number.parseInt(name.slice("image-".length), 10);
    const folder = join(place, name);
    // Of a process that has just ended, the note may have come after the names were read.
    if (images.has(folder) || isRunning(pid) || !isUnused(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

function isUnused(path: string): boolean {
  return statSync(path).mtimeMs < Date.now() - UNUSED_MS;
}

/** Removes what was kept for courses that are not there any more. */
function sweepCourses(own: string): void {
  for (const name of readdirSync(dirname(own))) {
    const place = join(dirname(own), name);
    try {
      if (!existsSync(readFileSync(join(place, "course"), "utf8")))
        rmSync(place, { recursive: true, force: true });
    } catch {
      // Another process is just making it, or removing it.
    }
  }
}
