import { ExploreError } from "../explore-error.ts";
import type { SealedNames } from "../runtime/seal.ts";
import type { VerdictData } from "../verdict.ts";
import type { ProgramText } from "./program-text.ts";

/** The explorer's own modules, which it reads before any line of an answer runs beside it. */
export interface RemoteExplorer {
  /** The definitions of a compiled answer that a program uses. */
  reachableCode(code: string, program: ProgramText): string;
  /** Explores a program that is given as text; its names are those of the answer that was loaded last. @param code - the answer's definitions */
  explore(program: ProgramText, code: string): Promise<VerdictData>;
  /** Does work in which definitions or threads of an answer run, and notes what they look at. */
  watched<T>(work: () => Promise<T>): Promise<T>;
  /** Seals the process for virtual threads, once. @param language - the global names of the language */
  seal(language: Iterable<string>): SealedNames;
}

/** Reads the explorer. Most answers never need it. */
export async function loadExplorer(): Promise<RemoteExplorer> {
  const [{ exploreText, sealExplorer }, { reachableCode }, { watched }] = await Promise.all([
    import("./explore-text.ts"),
    import("./reachable-code.ts"),
    import("../runtime/told-apart.ts"),
  ]);
  return { reachableCode, explore: exploreText, watched, seal: sealExplorer };
}

/** The error for an answer whose definitions do nothing without the rest of its top level. */
export function notAlone(cause: unknown): ExploreError {
  const { message } = cause as { message?: unknown };
  return new ExploreError(
    "UNSUPPORTED",
    `explore() takes the definitions that the threads use, and nothing else of the top level. They cannot stand alone: ${String(message)}`,
    { cause },
  );
}
