/** The exercise line of a cell. It allows more than the lessons' own rule, because learners retype the line. */
const line = /^\s*\/\/\s*exercise\s+(\d{1,2})\s*[.,]\s*(\d{1,3})(?![\d.])/i;

/** The exercise that a cell's first line names, such as `"04.2"`. */
export function exerciseOfLine(source: string): string | undefined {
  const first = source.split(/\r?\n/).find((text) => text.trim() !== "") ?? "";
  const match = line.exec(first);
  return match ? `${(match[1] as string).padStart(2, "0")}.${Number(match[2])}` : undefined;
}

/** The exercise that an id gives a cell: the course's notebooks call exercise 04.2's cell `exercise-04-2`. */
export function exerciseOfId(id: unknown): string | undefined {
  const match = typeof id === "string" ? /^exercise-(\d\d)-(\d+)$/.exec(id) : null;
  return match ? `${match[1]}.${match[2]}` : undefined;
}

/** The exercise that a cell's metadata names: our own first, then nbgrader's. Undefined for the cell of a check, which names an exercise too. */
export function exerciseOfMetadata(metadata: unknown): string | undefined {
  if (typeof metadata !== "object" || metadata === null) return undefined;
  const { swarmlab, nbgrader } = metadata as {
    swarmlab?: Record<string, unknown>;
    nbgrader?: Record<string, unknown>;
  };
  const role = swarmlab?.role ?? "exercise";
  if (typeof swarmlab?.exercise === "string" && role === "exercise") return swarmlab.exercise;
  return nbgrader?.solution === true ? exerciseOfId(nbgrader.grade_id) : undefined;
}
