import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** What `--version` prints. */
export function versionText(): string {
  // Also where SWARMLAB_ROOT names another course: the version is that of this program.
  const kit = createRequire(import.meta.url).resolve("@swarmlab/kit/package.json");
  const { version } = JSON.parse(readFileSync(join(kit, "../../package.json"), "utf8"));
  return `Swarm Lab ${version}`;
}
