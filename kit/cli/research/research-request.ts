import { join, relative } from "node:path";
import type { ResearchOptions } from "@swarmlab/labs/research";
import { UsageError } from "../../common/command-line.mjs";
import { courseRoot } from "../../common/course-root.ts";
import { existingFromCaller } from "../run-command/caller-folder.ts";

/** The options of the command line. */
export interface ResearchValues {
  readonly corpus: string | undefined;
  readonly workers: string;
  readonly rounds: string;
}

/** @throws UsageError one sentence with what is wrong and what to do */
export function readResearchRequest(
  { corpus, workers, rounds }: ResearchValues,
  words: readonly string[],
): ResearchOptions {
  const question = words.join(" ").trim();
  if (question === "") {
    throw new UsageError('Ask a question: npm run research -- "How do I stop a worker thread?"');
  }
  const folder = corpus === undefined ? join(courseRoot(), "node_modules") : existingFromCaller(corpus);
  return {
    question,
    corpus: shortest(folder),
    workers: wholeNumber("--workers", workers, 1000),
    rounds: wholeNumber("--rounds", rounds, 100),
  };
}

/** A path as the report shows it: from this folder where that is shorter. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path) || ".";
  return fromHere.startsWith("..") ? path : fromHere;
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most && text.trim() !== "") return number;
  throw new UsageError(`${option} takes a whole number from 1 to ${most}, but got "${text}".`);
}
