import { existsSync } from "node:fs";
import { join } from "node:path";
import { runTool, type ToolEnd } from "./run-tool.ts";

/** Installs one package from the Python registry into a folder, without what it depends on. */
export type PackageInstaller = (spec: string, folder: string, signal: AbortSignal) => Promise<ToolEnd>;

const PYTHONS = ["python3", "python"];

/**
 * pip or uv: of the lab's own environment, else of this machine. Only wheels are installed, which run no code.
 *
 * @param root the course's folder
 * @returns undefined when there is neither
 */
export async function findPackageInstaller(
  root: string,
  signal: AbortSignal,
): Promise<PackageInstaller | undefined> {
  const own = join(root, ".lab/venv/bin/python");
  const pythons = existsSync(own) ? [own, ...PYTHONS] : PYTHONS;
  for (const python of pythons) {
    if (!(await runTool(python, ["-m", "pip", "--version"], { signal })).isOk) continue;
    const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir"];
    return (spec, folder, signal) =>
      runTool(python, [...args, "--no-deps", "--only-binary", ":all:", "--target", folder, spec], { signal });
  }
  for (const uv of [join(root, ".lab/uv/bin/uv"), "uv"]) {
    if (!(await runTool(uv, ["--version"], { signal })).isOk) continue;
    const env = { ...process.env, UV_SYSTEM_CERTS: "1" };
    const args = ["pip", "install", "--quiet", "--no-cache", "--no-deps", "--only-binary", ":all:"];
    return (spec, folder, signal) => runTool(uv, [...args, "--target", folder, spec], { signal, env });
  }
  return undefined;
}
