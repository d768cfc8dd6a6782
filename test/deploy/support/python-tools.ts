import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placesOf } from "../../../kit/lab/setup/places.mjs";
import { pythonEnv } from "../../../kit/lab/setup/python-env.mjs";
import { run } from "../../../kit/lab/setup/run.mjs";
import { checkout } from "../../kit/lab/support/project.ts";

/** Packages of Python that only a test needs, in an environment of their own, or why they cannot be had. */
export type PythonTools = { readonly bin: string } | { readonly reason: string };

/**
 * Installs packages into `.lab/tools/NAME`, once.
 *
 * @param packages with their exact versions: `ray==2.60.0`
 * @param timeout in milliseconds
 */
export async function pythonTools(
  name: string,
  packages: readonly string[],
  timeout = 240_000,
): Promise<PythonTools> {
  const places = placesOf(checkout);
  const folder = join(places.lab, "tools", name);
  const stamp = join(folder, `installed ${packages.join(" ")}`.replaceAll("/", "-"));
  const bin = join(folder, "bin");
  if (existsSync(stamp)) return { bin };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(places.lab, "tools"), { recursive: true });
  const env = pythonEnv();
  const own = join(places.uv, "bin", "uv");
  const uv = existsSync(own) ? own : "uv";
  const made = await run(uv, ["venv", "--python", places.python, folder], { env, timeout });
  if (!made.ok) return { reason: `uv cannot make an environment: ${lastLine(made.output)}` };
  const install = ["pip", "install", "--python", join(bin, "python"), ...packages];
  const installed = await run(uv, install, { env, timeout });
  if (!installed.ok)
    return { reason: `${packages.join(", ")} cannot be installed: ${lastLine(installed.output)}` };
  writeFileSync(stamp, "");
  return { bin };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
