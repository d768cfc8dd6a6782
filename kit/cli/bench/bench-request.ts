import { accessSync, constants, existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import type { BenchOptions } from "@swarmlab/labs/bench";
import { UsageError } from "../../common/command-line.mjs";
import { fromCaller } from "../run-command/caller-folder.ts";

/** What to measure, and what to write. */
export interface BenchRequest {
  readonly bench: BenchOptions;
  /** The number of comparisons of a variant with itself; undefined for a benchmark. */
  readonly control?: number;
  /** Absolute paths of the files to write. */
  readonly files: { readonly json?: string; readonly html?: string; readonly csv?: string };
}

/** Seconds of an agent: short enough for many rounds, long enough for starting an agent not to count. */
const SECONDS_PER_AGENT = 0.15;
/** Repetitions of disturbed runs begin early enough to end within a minute. */
const QUICK = { rounds: 3, secondsForRepeats: 35, quick: true } as const;

/** The options of the command line. */
export interface BenchValues {
  readonly agents: string | undefined;
  readonly approaches: string | undefined;
  readonly workload: string;
  readonly workers: string | undefined;
  readonly minutes: string;
  readonly control: string | undefined;
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
  const { agents, approaches, workload, workers, minutes, repeats, python, quick, control } = values;
  if (python !== "auto" && python !== "off")
    throw new UsageError(`--python takes auto or off, but got "${python}".`);
  const budget = Number(minutes);
  if (minutes === "" || !(budget > 0))
    throw new UsageError(`--minutes takes a number above 0, but got "${minutes}".`);
  return {
    bench: {
      secondsPerAgent: SECONDS_PER_AGENT,
      ceiling: true,
      budgetSeconds: 60 * budget,
      workers: workerStates(workers ?? (quick ? "warm" : "both")),
      ...(quick ? QUICK : {}),
      agents: agents === undefined ? usualCounts(availableParallelism()) : agentCounts(agents),
      ...(approaches === undefined ? {} : { approaches: list(approaches) }),
      workload,
      ...(repeats === undefined
        ? {}
        : { rounds: wholeNumber("--repeats", "a whole number of at least 1", repeats) }),
      python,
    },
    ...(control === undefined
      ? {}
      : { control: wholeNumber("--control", "a whole number of at least 1", control) }),
    files: {
      ...file("--json", values.json),
      ...file("--html", values.html),
      ...file("--csv", values.csv),
    },
  };
}

/** 2, 4, 8 and so on, up to twice the cores. */
export function usualCounts(cores: number): number[] {
  const counts = [2, 4, 8];
  for (let next = 16; next < 2 * cores; next *= 2) counts.push(next);
  if (2 * cores > 8) counts.push(2 * cores);
  return counts;
}

function agentCounts(text: string): number[] {
  return list(text).map((part) =>
    wholeNumber("--agents", "whole numbers such as 2,4,8, each at least 1", part),
  );
}

function workerStates(text: string): readonly ("warm" | "cold")[] {
  if (text === "both") return ["warm", "cold"];
  if (text === "warm" || text === "cold") return [text];
  throw new UsageError(`--workers takes warm, cold or both, but got "${text}".`);
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
