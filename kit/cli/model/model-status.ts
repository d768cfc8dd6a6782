import { existsSync, globSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { MODEL_VARIABLES, type ModelChoice, modelChoice } from "../../notebook/index.ts";
import { hasRuntime } from "./install-runtime.ts";
import { megabytes, WEIGHTS } from "./weights.ts";

/** What is configured, and what is there. */
export interface ModelStatus {
  /** Which model answers in the lab, as one sentence. */
  readonly configured: string;
  readonly kind: ModelChoice["kind"];
  /** Weights in `.lab/models`, and their sizes in bytes. */
  readonly weights: readonly { readonly file: string; readonly bytes: number }[];
  /** Whether the package that runs them is there. */
  readonly hasRuntime: boolean;
  /** The folders of installations that did not end. */
  readonly unfinished: readonly string[];
}

export function modelStatus(environment: NodeJS.ProcessEnv, root: string): ModelStatus {
  const choice = modelChoice(environment, root);
  const models = join(root, ".lab/models");
  const files = existsSync(models) ? globSync(join(models, "*.gguf")).sort() : [];
  return {
    configured: sentence(choice),
    kind: choice.kind,
    weights: files.map((file) => ({ file: basename(file), bytes: statSync(file).size })),
    hasRuntime: hasRuntime(models),
    unfinished: existsSync(models) ? globSync("parts-*", { cwd: models }) : [],
  };
}

function sentence(choice: ModelChoice): string {
  switch (choice.kind) {
    case "endpoint": {
      const where = choice.isLocal ? "on this machine" : "on another machine: questions leave this one";
      const which = choice.model === undefined ? "the first model that it lists" : choice.model;
      return `${MODEL_VARIABLES.url} names ${choice.host}, ${where}; ${which} answers.`;
    }
    case "embedded":
      return `${basename(choice.file)} answers, in a program on this machine; nothing leaves it.`;
    case "invalid":
      return choice.sentence;
    case "none":
      return "No model answers: nothing is configured, and none is installed.";
  }
}

export function statusText(status: ModelStatus): string {
  const lines = [status.configured, ""];
  for (const { file, bytes } of status.weights) lines.push(`installed   ${file}, ${megabytes(bytes)}`);
  if (status.weights.length > 0 && !status.hasRuntime)
    lines.push("missing     node-llama-cpp, which runs them: npm run model -- --install brings it");
  for (const folder of status.unfinished)
    lines.push(`unfinished  ${folder}: npm run model -- --install ${folder.slice("parts-".length)} goes on`);
  if (status.weights.length === 0)
    for (const { id, title, bytes, licence } of WEIGHTS)
      lines.push(`available   ${id}  ${title}, ${megabytes(bytes)}, ${licence}`);
  return `${lines.join("\n").trimEnd()}\n`;
}
