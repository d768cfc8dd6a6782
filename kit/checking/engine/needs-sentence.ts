/** Another exercise that an answer uses, and why the learner's answer to it cannot be used yet. */
export interface Need {
  readonly id: string;
  /**
   * `unwritten`: its cell is missing, empty or as handed out. `failing`: it does not pass its visible checks. `open`: it is not judged either, as it
   * needs other exercises. `circle`: it uses the answer that uses it.
   */
  readonly because: "unwritten" | "failing" | "open" | "circle";
  /** What an `open` one needs. */
  readonly needs?: readonly Need[];
}

const reasons = {
  unwritten: "which is not written yet",
  failing: "which does not pass its checks yet",
  open: "which is not judged yet either",
  circle: "which uses this one in turn",
} as const;

/** What to do, for a learner whose answer was not judged because of what it uses. */
export function needsSentence(id: string, needs: readonly Need[]): string {
  const uses = needs.map((need) => `${need.id}, ${reasons[need.because]}`).join("; and ");
  const circle = needs.find(({ because }) => because === "circle");
  if (circle)
    return `${id} uses your answer to ${uses}, so neither can be judged first. Change one of the two so that it does not use the other; then both are judged.`;
  const first = [...new Set(needs.flatMap(firstToSolve))].sort();
  return `${id} uses your answer to ${uses}. Solve ${listed(first)} first; then ${id} is judged.`;
}

/** The exercises at the root of a need: those of which nothing else keeps the learner. */
export function firstToSolve({ id, needs = [] }: Need): string[] {
  return needs.length === 0 ? [id] : needs.flatMap(firstToSolve);
}

const listed = (ids: readonly string[]): string =>
  ids.length < 2 ? ids.join("") : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1)}`;
