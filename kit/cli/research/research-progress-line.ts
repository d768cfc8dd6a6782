import type { ResearchProgress } from "@swarmlab/labs/research";
import type { CommandStream } from "../run-command/define-command.ts";

const WORDS: Readonly<Record<ResearchProgress["step"], string>> = {
  read: "Reading the corpus",
  plan: "Planning questions",
  research: "Reading for the questions",
  code: "Looking for an example",
  write: "Writing",
  check: "Checking citations",
};
const CLEAR_LINE = "\r\x1b[2K";

/** One line in a terminal that says which step runs. Nothing is written where the output is piped. */
export function researchProgressLine(stream: CommandStream): {
  readonly tell: (progress: ResearchProgress) => void;
  readonly clear: () => void;
} {
  if (!stream.isTTY) return { tell: () => {}, clear: () => {} };
  return {
    tell: ({ step, done, total }) => stream.write(`${CLEAR_LINE}${WORDS[step]}: ${done} of ${total}`),
    clear: () => stream.write(CLEAR_LINE),
  };
}
