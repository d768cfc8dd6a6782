import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { release } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findProgram } from "../image/program-files.ts";
import { defaultLimits } from "../limits.ts";

const here = import.meta.dirname;
const kit = join(here, "../../..");
/** The folders of the kit whose modules run in an answer's process, or start it. */
const SOURCES = ["common", "explore", "sandbox"];

/** What a kept sandbox was made of and proven with: the machine since its last start, its programs, Node, the lab, the kit and the packages. */
export function keptKey(root: string): string {
  const programs = ["bwrap", "prlimit", "setpriv"].map((name) => described(findProgram(name)));
  const parts = [
    "1",
    resolve(root),
    String(process.getuid?.()),
    bootId(),
    process.platform,
    release(),
    process.version,
    described(process.execPath),
    ...programs,
    JSON.stringify(defaultLimits),
    described(join(root, "node_modules/.package-lock.json")),
    ...labOf(root),
    ...kitParts(),
  ];
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 24);
}

/** Another one after each start of the machine. */
export function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
  } catch {
    return "";
  }
}

/** The compiler's notes and the workers' bundles are written last, when the lab is built. */
function labOf(root: string): string[] {
  try {
    const folder = dirname(
      createRequire(join(resolve(root), "answer.js")).resolve("@swarmlab/labs/package.json"),
    );
    return ["package.json", "dist/.tsbuildinfo", "dist/index.js", "dist/swarm/bundled/made-from.json"].map(
      (name) => described(join(folder, name)),
    );
  } catch {
    return ["no lab"];
  }
}

function kitParts(): string[] {
  if (import.meta.filename.endsWith(".js"))
    return [".tsbuildinfo", "index.js", "sandbox/process/runner.js"].map((name) =>
      described(join(kit, name)),
    );
  return SOURCES.flatMap((source) =>
    readdirSync(join(kit, source), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => described(join(kit, source, name))),
  );
}

function described(file: string | undefined): string {
  const found = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
  return found ? `${file} ${found.size} ${found.mtimeMs} ${found.ino}` : `${file} none`;
}
