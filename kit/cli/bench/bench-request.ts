import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { BenchOptions } from "@swarmlab/labs/bench";
import { UsageError } from "../../common/command-line.mjs";
import { fromCaller } from "../run-command/caller-folder.ts";

/** What to measure, and what to write. */
export interface BenchRequest {
  readonly bench: BenchOptions;
  /** Absolute paths of the files to write. */
  readonly files: { readonly json?: string; readonly html?: string; readonly csv?: string };
}

/** Three rounds of short agents. Repetitions of disturbed runs begin early enough to end within a minute. */
const QUICK = { secondsPerAgent: 0.15, rounds: 3, secondsForRepeats: 35, quick: true } as const;
const THOROUGH = { secondsPerAgent: 0.5, rounds: 6 } as const;

/** The options of the command line. */
export interface BenchValues {
  readonly agents: string;
  readonly approaches: string | undefined;
  readonly workload: string;
  readonly repeats: string | undefined;
  readonly python: string;
  readonly json: string | undefined;
  readonly html: string | undefined;
  readonly csv: string | undefined;
  readonly quick: boolean;
}

/**
 * Reads the options of the command line.
 *
 * @throws UsageError one sentence with what is wrong and what to do
 */
export function readBenchRequest(values: BenchValues): BenchRequest {
  const { agents, approaches, workload, repeats, python, quick } = values;
  if (python !== "auto" && python !== "off")
    throw new UsageError(`--python takes auto or off, but got "${python}".`);
  return {
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
      ...file("--json", values.json),
      ...file("--html", values.html),
      ...file("--csv", values.csv),
    },
  };
}

function list(text: string): string[] {
  return text.split(",").map((part) => part.trim());
}

function wholeNumber(option: string, what: string, text: string): number {
  const value = Number(text);
  if (text !== "" && Number.isSafeInteger(value) && value >= 1) return value;
  throw new UsageError(`${option} takes ${what}, but got "${text}".`);
}

/** A file that cannot be written is refused before anything is measured: a measurement takes minutes. */
function file(option: string, path: string | undefined): Record<string, string> {
  if (path === undefined) return {};
  const full = fromCaller(path);
  if (path === "" || (existsSync(full) && statSync(full).isDirectory()))
    throw new UsageError(`${option} takes the path of a file, but "${path}" is a folder.`);
  try {
    accessSync(nearestFolder(full), constants.W_OK);
  } catch {
    throw new UsageError(
      `${option}: nothing can be written to ${nearestFolder(full)}; choose another folder.`,
    );
  }
  return { [option.slice(2)]: full };
}

/** The deepest folder of a path that exists: the rest is made when the file is written. */
function nearestFolder(path: string): string {
  const folder = dirname(path);
  return existsSync(folder) || folder === path ? folder : nearestFolder(folder);
}
