import { ExploreError } from "../explore-error.ts";
import { threadOfChoice, timeoutChoice } from "./choice.ts";

/** A run's choices as stretches: who, and how many steps in a row. */
export function stretchesOf(choices: readonly number[]): [choice: number, steps: number][] {
  const stretches: [number, number][] = [];
  for (const choice of choices) {
    const last = stretches.at(-1);
    if (last && last[0] === choice && choice >= 0) last[1]++;
    else stretches.push([choice, 1]);
  }
  return stretches;
}

/** What a thread is called in a trace: A, B, C, … */
export function letterOf(thread: number): string {
  return String.fromCharCode(65 + thread);
}

/** A run in short: `A3 B2 A1` is three steps of A, two of B, one more of A; `B!` is the end of B's time limit. */
export function traceOf(choices: readonly number[]): string {
  return stretchesOf(choices)
    .map(([choice, steps]) =>
      choice < 0 ? `${letterOf(threadOfChoice(choice))}!` : `${letterOf(choice)}${steps}`,
    )
    .join(" ");
}

/** The choices of a trace. @throws ExploreError `BAD_TRACE` */
export function readTrace(trace: string, threads: number): number[] {
  const choices: number[] = [];
  for (const word of trace.trim().split(/\s+/)) {
    const [, letter, count] = /^([A-Z])(\d{1,6}|!)$/.exec(word) ?? [];
    const thread = letter === undefined ? -1 : letter.charCodeAt(0) - 65;
    if (thread < 0 || thread >= threads || count === undefined)
      throw new ExploreError(
        "BAD_TRACE",
        `replay takes a trace such as "A3 B2 A1", but "${word}" is no stretch of one of ${threads} threads.`,
      );
    if (count === "!") choices.push(timeoutChoice(thread));
    else for (let i = 0; i < Number(count); i++) choices.push(thread);
  }
  return choices;
}
