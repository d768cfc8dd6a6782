import { readFileSync } from "node:fs";
import {
  BenchError,
  type CostPlan,
  type CostPrices,
  costExamples,
  costPage,
  costText,
  planCosts,
} from "@swarmlab/labs/bench";
import { DashboardError } from "@swarmlab/labs/dashboard";
import { errorMessage } from "../../common/error-message.ts";
import { replaceFile } from "../../common/write-file.ts";
import { CommandFailure, type CommandTools } from "../run-command/define-command.ts";
import type { CostRequest } from "./cost-request.ts";

const CANNOT_BE_USED = 1;
const PRICE_NAMES = ["coreHour", "gbHour", "containerHour", "currency"] as const;

/** @returns the exit code. @throws CommandFailure with one sentence when a file cannot be used */
export function runCost(request: CostRequest, { out, err }: CommandTools): number {
  const plan = planFrom(request);
  out.write(
    request.json ? `${JSON.stringify({ ...plan, examples: costExamples() }, null, 2)}\n` : costText(plan),
  );
  if (request.html === undefined) return 0;
  try {
    replaceFile(request.html, costPage(plan));
  } catch (error) {
    throw failure(`The page cannot be written to ${request.html}: ${errorMessage(error)}.`, error);
  }
  err.write(`Wrote ${request.html}\n`);
  return 0;
}

function planFrom({ bench, pricesFile, prices, load, busy, hours, restMB, queue }: CostRequest): CostPlan {
  const report = readJson(bench, "bench", "Write one with npm run bench -- --json bench.json");
  const given = pricesFile === undefined ? {} : readPrices(pricesFile);
  try {
    // planCosts checks that the value is a report.
    return planCosts(report as Parameters<typeof planCosts>[0], {
      busy,
      hours,
      restMB,
      queue,
      prices: { ...given, ...prices },
      ...(load !== undefined && { load }),
    });
  } catch (error) {
    if (!BenchError.isBenchError(error) && !DashboardError.isDashboardError(error)) throw error;
    throw failure(`${bench}: ${error.message}`, error);
  }
}

function readPrices(path: string): CostPrices {
  const value = readJson(path, "prices", 'Write { "coreHour": 0.04 }');
  const known: readonly string[] = PRICE_NAMES;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw failure(`${path} has to hold an object with prices, such as { "coreHour": 0.04 }.`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw failure(`${path} holds "${unknown}", which is no price: there are ${PRICE_NAMES.join(", ")}.`);
  for (const [name, price] of Object.entries(value)) {
    const fits = name === "currency" ? typeof price === "string" : typeof price === "number" && price >= 0;
    if (fits) continue;
    const expected = name === "currency" ? "a text" : "a number from 0 on";
    throw failure(`${path}: ${name} has to be ${expected}, but it is ${JSON.stringify(price)}.`);
  }
  return value as CostPrices;
}

function readJson(path: string, what: "bench" | "prices", advice: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : errorMessage(error);
    throw failure(`The ${what} file ${path} cannot be read: ${reason}. ${advice}.`, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure(`The ${what} file ${path} holds no JSON: ${errorMessage(error)}. ${advice}.`, error);
  }
}

function failure(message: string, cause?: unknown): CommandFailure {
  return new CommandFailure(message, CANNOT_BE_USED, cause === undefined ? {} : { cause });
}
