import type { CostPrices } from "@swarmlab/labs/bench";
import { UsageError } from "../../common/command-line.mjs";
import { existingFromCaller, fromCaller } from "../run-command/caller-folder.ts";

/** The options of the command line. */
export interface CostValues {
  readonly load: string | undefined;
  readonly busy: string;
  readonly hours: string;
  readonly prices: string | undefined;
  readonly "core-hour": string | undefined;
  readonly "gb-hour": string | undefined;
  readonly "container-hour": string | undefined;
  readonly "rest-mb": string;
  readonly "queue-per-second": string;
  readonly "queue-ms": string;
  readonly html: string | undefined;
  readonly json: boolean;
}

export interface CostRequest {
  readonly bench: string;
  readonly load: number | undefined;
  /** From 0 to 1. */
  readonly busy: number;
  readonly hours: number;
  readonly restMB: number;
  readonly pricesFile: string | undefined;
  /** Prices of the command line, which stand above those of the file. */
  readonly prices: CostPrices;
  readonly queue: { readonly perSecond: number; readonly milliseconds: number };
  readonly html: string | undefined;
  readonly json: boolean;
}

/** @throws UsageError one sentence with what is wrong and what to do */
export function readCostRequest(values: CostValues, files: readonly string[]): CostRequest {
  const [bench, ...more] = files;
  if (bench === undefined || more.length > 0) {
    throw new UsageError(
      `Name one file of a benchmark${more.length > 0 ? `, and not ${files.length}` : ""}: npm run bench -- --json bench.json, then npm run cost -- bench.json`,
    );
  }
  const price = (option: "core-hour" | "gb-hour" | "container-hour") => {
    const text = values[option];
    return text === undefined ? undefined : numberOf(`--${option}`, text, 0, Number.MAX_VALUE);
  };
  const [coreHour, gbHour, containerHour] = [price("core-hour"), price("gb-hour"), price("container-hour")];
  const least = Number.MIN_VALUE;
  return {
    bench: existingFromCaller(bench),
    load: values.load === undefined ? undefined : numberOf("--load", values.load, least, 1e9),
    busy: numberOf("--busy", values.busy, least, 100) / 100,
    hours: numberOf("--hours", values.hours, least, 1e7),
    restMB: numberOf("--rest-mb", values["rest-mb"], 0, 1e9),
    pricesFile: values.prices === undefined ? undefined : existingFromCaller(values.prices),
    prices: {
      ...(coreHour !== undefined && { coreHour }),
      ...(gbHour !== undefined && { gbHour }),
      ...(containerHour !== undefined && { containerHour }),
    },
    queue: {
      perSecond: numberOf("--queue-per-second", values["queue-per-second"], least, 1e9),
      milliseconds: numberOf("--queue-ms", values["queue-ms"], least, 1e9),
    },
    html: values.html === undefined ? undefined : fromCaller(values.html),
    json: values.json,
  };
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= least && number <= most) return number;
  const range = least === 0 ? "from 0 on" : most === 100 ? "above 0, at most 100" : "above 0";
  throw new UsageError(`${option} takes a number ${range}, but got "${text}".`);
}
