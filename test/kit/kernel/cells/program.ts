import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { inspect } from "node:util";

/** Where each program runs: a real kernel, the assembly that a check compiles, and agents on a thread and in a process. */
export const PLACES = ["kernel", "check", "thread", "process"] as const;
export type Place = (typeof PLACES)[number];

/** One program of the corpus: cells, and what `answer()` of the last cell gives in each place. */
export interface Program {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The result as `inspect` writes it; "throws …" for an error whose message contains the rest. */
  readonly expected: Readonly<Record<Place, string>>;
  /** Whether a place has a result of its own, with its reason in the file. */
  readonly differs: boolean;
  /** Whether it changes what every cell sees, such as a prototype, so that it runs apart from the others. */
  readonly isAlone: boolean;
}

export interface Cell {
  readonly source: string;
  /** A part of the error that this cell ends with in the kernel. The cells behind it run all the same. */
  readonly fails?: string;
}

const FOLDER = resolve(import.meta.dirname, "../../../cells");
const EXPECTATION = /^\/\/ expect(?: in ([\w, ]+?))?: (.+?)(?: because (.+?))?\r?$/gm;

export const programs: readonly Program[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".ts"))
  .sort()
  .map((name) => readProgram(basename(name, ".ts"), readFileSync(join(FOLDER, name), "utf8")));

/** Reads a program. @throws when its comments say no result, or a difference without a reason */
export function readProgram(name: string, text: string): Program {
  const expected: Partial<Record<Place, string>> = {};
  let differs = false;
  for (const [line, places, value = "", reason] of text.matchAll(EXPECTATION)) {
    const own = places?.split(",").map((place) => place.trim()) ?? PLACES;
    for (const place of own) {
      if (!PLACES.includes(place as Place)) throw new Error(`${name}: no place is called ${place}`);
      expected[place as Place] = resultOf(value);
    }
    if (places === undefined) continue;
    differs = true;
    if (reason === undefined) throw new Error(`${name}: "${line}" gives no reason; end it with "because …"`);
  }
  for (const place of PLACES) if (expected[place] === undefined) throw new Error(`${name}: no "// expect:"`);
  return {
    name,
    cells: text
      .replace(EXPECTATION, "")
      .trimEnd()
      .split(/^\/\/ %%.*\n/m)
      .map(readCell),
    // Each place is there, as the loop above has seen.
    expected: expected as Record<Place, string>,
    differs,
    isAlone: /^\/\/ alone: /m.test(text),
  };
}

function readCell(source: string): Cell {
  const fails = /^\/\/ fails: (.+)$/m.exec(source)?.[1];
  return fails === undefined ? { source } : { source, fails };
}

/** A result as it is written in a file: an expression, or "throws" and a part of the message. */
function resultOf(written: string): string {
  if (written.startsWith("throws ")) return written;
  // The corpus is this project's own text.
  return inspect(new Function(`return (${written});`)(), { depth: 9, breakLength: Number.POSITIVE_INFINITY });
}
