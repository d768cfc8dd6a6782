import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The version of this protocol. Both sides must have the same. */
export const PROTOCOL = 1;

/** The rooms of labs that decide what a job means on a worker machine. */
const ROOMS = ["agents", "common", "sharing", "swarm"];

let known: string | undefined;

/**
 * The build of labs that this program runs, as "0.2.0+3fa9c1d2": its version, and a hash of what the compiler wrote. A
 * program that runs from source has the build beside it. SWARM_BUILD replaces it, as in an image whose tag is the build.
 */
export function buildOfLabs(): string {
  if (process.env.SWARM_BUILD) return process.env.SWARM_BUILD;
  known ??= readBuild();
  return known;
}

function readBuild(): string {
  const isBuilt = import.meta.url.endsWith(".js");
  const labs = fileURLToPath(new URL(isBuilt ? "../../../.." : "../../..", import.meta.url));
  const { version } = JSON.parse(readFileSync(join(labs, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const hash = createHash("sha256");
  for (const room of ROOMS) {
    for (const file of filesOf(join(labs, "dist", room)))
      hash.update(file.slice(labs.length)).update(readFileSync(file));
  }
  return `${version}+${hash.digest("hex").slice(0, 8)}`;
}

function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const own = entries.filter((name) => name.endsWith(".js") && !name.startsWith("bundled"));
    return own.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}
