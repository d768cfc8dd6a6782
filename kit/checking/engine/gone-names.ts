import type { CheckReport } from "../report.ts";

/** What a check says when it asks for a name that the answer does not define. */
const NOT_DEFINED = /^Your answer does not define (.+?)\.(?:\s|$)/;

/**
 * The names that a cell was handed out with, that checks asked for, and that the answer no longer has. It is empty where all of the names are
 * gone, since such an answer was never begun.
 *
 * @param names - what the cell declares as it is handed out
 */
export function goneNames(names: readonly string[], checks: readonly CheckReport[]): string[] {
  // Learners read what is gone, and nothing of what a hidden check says.
  const visible = checks.filter(({ hidden }) => !hidden);
  const asked = new Set(visible.map(({ message }) => NOT_DEFINED.exec(message)?.[1]));
  const gone = names.filter((name) => asked.has(name));
  return gone.length === names.length ? [] : gone;
}

/** One sentence in place of one for each check. */
export function goneSentence(exercise: string, gone: readonly string[]): string {
  const list = gone.length === 1 ? gone[0] : `${gone.slice(0, -1).join(", ")} and ${gone.at(-1)}`;
  const them = gone.length === 1 ? "it" : "them";
  return `The cell of exercise ${exercise} was handed out with ${list}, which the checks need and which your answer no longer has: put ${them} back. reset("${exercise}") shows the cell as it was.`;
}
