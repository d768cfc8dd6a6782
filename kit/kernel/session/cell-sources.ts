import { type PositionFinder, positionFinder } from "../compile/source-position.ts";

/** The source behind a piece of JavaScript that the kernel runs. */
export interface KnownSource {
  /** How to name it to the learner: `cell [3]` or a file's name. */
  readonly title: string;
  readonly lines: readonly string[];
  readonly find: PositionFinder;
}

const known = new Map<string, KnownSource>();

/** The script name under which a cell runs. It shows in a debugger, and in `error.stack` of a worker. */
export function cellFileName(executionCount: number): string {
  return `cell-${executionCount}.ts`;
}

/** Remembers the source of a cell or of an imported file, by the script name it runs under. */
export function rememberSource(
  fileName: string,
  source: {
    readonly title: string;
    readonly text: string;
    readonly maps: readonly string[];
    readonly extraLines: number;
  },
): void {
  known.set(fileName, {
    title: source.title,
    lines: source.text.split("\n"),
    find: positionFinder(source.maps, source.extraLines),
  });
}

/** The source of a script that the kernel runs, or undefined for every other script. */
export function sourceOf(fileName: string): KnownSource | undefined {
  return known.get(fileName);
}
