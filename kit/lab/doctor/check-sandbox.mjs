import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "../setup/build.mjs";
import { npmPackages } from "../setup/npm-packages.mjs";
import { run } from "../setup/run.mjs";
import { note, right } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */
/** @typedef {import("../setup/places.mjs").Places} Places */

const ADVICE =
  "all works without one; on Linux, bubblewrap gives one (Debian and Ubuntu: apt-get install bubblewrap)";

/**
 * How the answers are isolated that `check()` runs. The sandbox is started once, unless that was done before.
 *
 * @param {Places} places
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Finding>}
 */
export async function checkSandbox(places, env = process.env) {
  if (env.SWARMLAB_CHECK_SANDBOX === "off")
    return right("check() runs answers as processes of yours: SWARMLAB_CHECK_SANDBOX is off");
  const program = join(places.root, "kit/dist/sandbox/isolation/kept/prepare.js");
  const isBuilt = (await npmPackages.isDone(places)) && (await build.isDone(places)) && existsSync(program);
  if (!isBuilt) return note("the sandbox of check(): not tried yet", "`npm run lab` builds the lab");
  if (process.platform !== "linux")
    return note("check() runs answers without a sandbox, which needs Linux", ADVICE);
  const { ok, stdout, output } = await run(places.node, [program, places.root, "again"], {
    cwd: places.root,
    timeout: 120_000,
  });
  /** @type {{ kind?: string, why?: string }} */
  const found = ok ? JSON.parse(stdout) : { why: output.trim().split("\n")[0] };
  if (found.kind === "bwrap") return right("check() runs answers in the sandbox of grading (bubblewrap)");
  return note(`check() runs answers without a sandbox: ${found.why}`, ADVICE);
}
