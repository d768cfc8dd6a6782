import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../kit/lab/support/project.ts";

/** One line of a Dockerfile, its continuations joined. */
export interface Instruction {
  /** `RUN`, `COPY` and so on. */
  readonly keyword: string;
  readonly rest: string;
}

export interface Stage {
  readonly name: string;
  /** The image or the stage that it begins with. */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** The stages of the project's own Dockerfile. */
export const projectStages: readonly Stage[] = readStages(
  readFileSync(join(checkout, "deploy/Dockerfile"), "utf8"),
);

/** The stages of the image of workers and coordinators. */
export const engineStages: readonly Stage[] = readStages(
  readFileSync(join(checkout, "deploy/engine.Dockerfile"), "utf8"),
);

export function readStages(dockerfile: string): Stage[] {
  const stages: (Stage & { instructions: Instruction[] })[] = [];
  for (const { keyword, rest } of readInstructions(dockerfile)) {
    if (keyword === "FROM") {
      const [from = "", , name = from] = rest.split(/\s+/);
      stages.push({ name, from, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ keyword, rest });
    }
  }
  return stages;
}

function readInstructions(dockerfile: string): Instruction[] {
  const lines = dockerfile
    .replace(/^\s*#.*\n/gm, "")
    .replace(/\\\n/g, " ")
    .split("\n");
  return lines
    .map((line) => /^\s*(\w+)\s+(.+?)\s*$/.exec(line))
    .filter((match) => match !== null)
    .map(([, keyword = "", rest = ""]) => ({ keyword: keyword.toUpperCase(), rest }));
}

/** The stage of that name. */
export function stageNamed(stages: readonly Stage[], name: string): Stage {
  const found = stages.find((stage) => stage.name === name);
  if (!found) throw new Error(`the Dockerfile has no stage "${name}"`);
  return found;
}

/** What a stage installs with `apt-get install`. */
export function aptPackages({ instructions }: Stage): string[] {
  return instructions
    .filter(({ keyword }) => keyword === "RUN")
    .flatMap(({ rest }) => rest.split("&&"))
    .map((command) => /^\s*apt-get install\s+(.*)$/.exec(command)?.[1] ?? "")
    .flatMap((words) => words.split(/\s+/))
    .filter((word) => word !== "" && !word.startsWith("-"));
}

/** The words of every command that a stage runs, now or when its container starts. */
export function commandsOf({ instructions }: Stage): string[][] {
  return instructions
    .filter(({ keyword }) => ["RUN", "CMD", "ENTRYPOINT"].includes(keyword))
    .flatMap(({ rest }) => (rest.startsWith("[") ? [JSON.parse(rest)] : rest.split("&&").map(wordsOf)));
}

/** The folders and files of the project that a stage copies. */
export function copiedPaths({ instructions }: Stage): string[] {
  return instructions
    .filter(({ keyword }) => keyword === "COPY" || keyword === "ADD")
    .map(({ rest }) => wordsOf(rest).filter((word) => !word.startsWith("--")))
    .flatMap((words) => words.slice(0, -1));
}

function wordsOf(command: string): string[] {
  return command.trim().split(/\s+/);
}
