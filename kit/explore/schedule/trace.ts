import { ExploreError } from "../explore-error.ts";
import { crashChoice, isCrash, threadOfChoice, timeoutChoice } from "./choice.ts";

/** A run's choices as stretches: a choice, and how many times in a row. */
export function stretchesOf(choices: readonly number[]): [choice: number, steps: number][] {
  const stretches: [number, number][] = [];
  for (const choice of choices) {
    const last = stretches.at(-1);
    if (last && last[0] === choice && choice >= 0) last[1]++;
    else stretches.push([choice, 1]);
  }
  return stretches;
}

/** A thread's letter in a trace: A, B, C, … */
export function letterOf(thread: number): string {
  return String.fromCharCode(65 + thread);
}

/**
 * The trace of a run: `A3 B2 A1` is three steps of A, two of B, one of A. `B!` is the end of B's time limit, `Bx` is its death. `(A1 B1)*9` is `A1 B1` nine times.
 */
export function traceOf(choices: readonly number[]): string {
  const words = stretchesOf(choices).map(([choice, steps]) =>
    choice < 0
      ? `${letterOf(threadOfChoice(choice))}${isCrash(choice) ? "x" : "!"}`
      : `${letterOf(choice)}${steps}`,
  );
  return folded(words).join(" ");
}

const LONGEST_FOLD = 12;
const FEWEST_TIMES = 4;

/** Replaces repeated words by the words and their number. */
function folded(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; ) {
    let [length, times] = [1, 1];
    for (let period = 1; period <= LONGEST_FOLD && times < FEWEST_TIMES; period++) {
      times = 1;
      length = period;
      const isSame = (i: number) => words[i] === words[i + period];
      while (Array.from({ length: period }, (_, i) => at + (times - 1) * period + i).every(isSame)) times++;
    }
    if (times < FEWEST_TIMES) out.push(words[at++] as string);
    else {
      out.push(`(${words.slice(at, at + length).join(" ")})*${times}`);
      at += length * times;
    }
  }
  return out;
}

/** The choices of a trace. @throws ExploreError `BAD_TRACE` */
export function readTrace(trace: string, threads: number): number[] {
  const unfolded = trace.replace(/\(([^()]*)\)\*(\d{1,6})/g, (_, words: string, times: string) =>
    `${words} `.repeat(Math.min(Number(times), MOST_WORDS)),
  );
  const choices: number[] = [];
  for (const word of unfolded.trim().split(/\s+/).slice(0, MOST_WORDS)) {
    const [, letter, count] = /^([A-Z])(\d{1,6}|!|x)$/.exec(word) ?? [];
    const thread = letter === undefined ? -1 : letter.charCodeAt(0) - 65;
    if (thread < 0 || thread >= threads || count === undefined)
      throw new ExploreError(
        "BAD_TRACE",
        `replay takes a trace such as "A3 B2 A1", but "${word}" is no stretch of one of ${threads} threads.`,
      );
    if (count === "!") choices.push(timeoutChoice(thread));
    else if (count === "x") choices.push(crashChoice(thread));
    else for (let i = 0; i < Number(count); i++) choices.push(thread);
  }
  return choices;
}

const MOST_WORDS = 200_000;
