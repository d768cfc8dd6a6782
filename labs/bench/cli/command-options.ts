import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BenchError } from "../bench-error.ts";
import type { BenchOptions } from "../compare/bench-options.ts";

/** A command line, understood. */
export interface CommandOptions {
  readonly help: boolean;
  readonly bench: BenchOptions;
  /** Absolute paths of the files to write. */
  readonly files: { readonly json?: string; readonly html?: string; readonly csv?: string };
}

const OPTIONS = {
  agents: { type: "string", default: "2,4,8" },
  approaches: { type: "string" },
  workload: { type: "string", default: "mixed" },
  repeats: { type: "string" },
  python: { type: "string", default: "auto" },
  json: { type: "string" },
  html: { type: "string" },
  csv: { type: "string" },
  quick: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** The whole: three rounds of short agents. Repetitions of disturbed runs have to begin early enough to end within a minute. */
const QUICK = { secondsPerAgent: 0.15, rounds: 3, secondsForRepeats: 35, quick: true } as const;
const THOROUGH = { secondsPerAgent: 0.5, rounds: 6 } as const;

/**
 * Understands a command line.
 *
 * @param folder where relative paths start
 * @throws BenchError `INVALID_ARGUMENT`: one sentence with what is wrong and what to do
 */
export function readCommandLine(argv: readonly string[], folder: string): CommandOptions {
  const values = parse(argv);
  const { agents, approaches, workload, repeats, python, quick } = values;
  if (python !== "auto" && python !== "off")
    throw new BenchError("INVALID_ARGUMENT", `--python takes auto or off, but got "${python}".`);
  return {
    help: values.help,
    bench: {
      ...(quick ? QUICK : THOROUGH),
      agents: list(agents).map((text) =>
        wholeNumber("--agents", "whole numbers such as 2,4,8, each at least 1", text),
      ),
      ...(approaches === undefined ? {} : { approaches: list(approaches) }),
      workload,
      ...(repeats === undefined
        ? {}
        : { rounds: wholeNumber("--repeats", "a whole number of at least 1", repeats) }),
      python,
    },
    files: {
      ...file("--json", values.json, folder),
      ...file("--html", values.html, folder),
      ...file("--csv", values.csv, folder),
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch (error) {
    const sentence = (error as Error).message.split(". ")[0] ?? "";
    throw new BenchError(
      "INVALID_ARGUMENT",
      `${sentence.replace(/\.$/, "")}. Run npm run bench -- --help to see what there is.`,
    );
  }
}

function list(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

function wholeNumber(option: string, what: string, text: string): number {
  const value = Number(text);
  if (text !== "" && Number.isSafeInteger(value) && value >= 1) return value;
  throw new BenchError("INVALID_ARGUMENT", `${option} takes ${what}, but got "${text}".`);
}

/** Said before anything is measured: nobody wants to learn after minutes that the numbers have nowhere to go. */
function file(option: string, path: string | undefined, folder: string): Record<string, string> {
  if (path === undefined) return {};
  const full = resolve(folder, path);
  if (path === "" || (existsSync(full) && statSync(full).isDirectory()))
    throw new BenchError(
      "INVALID_ARGUMENT",
      `${option} takes the path of a file, but "${path}" is a folder.`,
    );
  try {
    accessSync(nearestFolder(full), constants.W_OK);
  } catch {
    throw new BenchError(
      "INVALID_ARGUMENT",
      `${option}: nothing can be written to ${nearestFolder(full)}; choose another folder.`,
    );
  }
  return { [option.slice(2)]: full };
}

/** The folder of a path, or of the part of it that is there: the rest is made when the file is written. */
function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : nearestFolder(folder);
}
