import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../run-command/define-command.ts";
import { runTool } from "./run-tool.ts";
import { RUNTIME } from "./weights.ts";

/** The package with the compiled library, by platform and processor. Only Linux on x64 was tried. */
const BINARIES: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "mac-arm64-metal",
  "darwin-x64": "mac-x64",
};

/** The folder of node-llama-cpp, beside the weights, where labs looks for it. */
export const runtimeFolder = (models: string) => join(models, "runtime");

export const hasRuntime = (models: string) =>
  existsSync(join(runtimeFolder(models), "node_modules/node-llama-cpp/package.json"));

/** Installs node-llama-cpp into a folder of its own, so that the course's packages and their lock file stay as they are. */
export async function installRuntime(models: string, signal: AbortSignal): Promise<void> {
  const machine = `${process.platform}-${process.arch}`;
  const binary = BINARIES[machine];
  if (binary === undefined)
    throw new CommandFailure(
      `${RUNTIME.name} has no compiled library for ${machine} that was tried here; use a server by SWARMLAB_MODEL_URL instead.`,
      1,
    );
  const folder = runtimeFolder(models);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true })}\n`);
  const packages = [`${RUNTIME.name}@${RUNTIME.version}`, `@node-llama-cpp/${binary}@${RUNTIME.version}`];
  // Its optional packages are compiled libraries for graphics cards, of some 650 MB; its scripts would build one.
  const flags = [
    "--save-exact",
    "--omit=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const env = outerEnvironment();
  const { isOk, output } = await runTool("npm", ["install", ...flags, ...packages], {
    signal,
    cwd: folder,
    env,
  });
  if (!isOk || !hasRuntime(models))
    throw new CommandFailure(`npm could not install ${packages.join(" and ")}: ${output.trim()}`, 1);
}

/** Without the variables that an outer `npm run` sets for its script, which would lead npm to the course's folder. */
function outerEnvironment(): NodeJS.ProcessEnv {
  const own = /^npm_(package_|lifecycle_|command$|config_local_prefix$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}
