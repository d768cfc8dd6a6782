import { analyse } from "../../kernel/index.ts";

/** The part of an exercise that is read here. */
interface SolvedExercise {
  readonly id: string;
  readonly names: readonly string[];
  readonly solution?: string;
  readonly given?: readonly string[];
}

/**
 * The other exercises whose answers an exercise's solution uses: by a name that one of them asks for, in the solution itself or in what it uses of the
 * lesson's own cells.
 *
 * @param demos - the lesson's code cells that are no exercises
 * @returns ids, in order
 */
export function usedExercises(
  { id, solution = "" }: SolvedExercise,
  exercises: readonly SolvedExercise[],
  demos: readonly string[],
): string[] {
  const own = analyse(solution);
  const ownNames = new Set(own.flatMap(({ declares }) => declares));
  const helpers = demos.flatMap((source) => analyse(source));
  const seen = new Set<string>();
  const used = new Set<string>();
  const open = own.flatMap(({ uses }) => uses);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name) || ownNames.has(name)) continue;
    seen.add(name);
    for (const helper of helpers) if (helper.declares.includes(name)) open.push(...helper.uses);
    for (const other of exercises) {
      if (other.id === id || !other.names.includes(name)) continue;
      // What the course gives in another exercise's cell may use that exercise's answer.
      if (!other.given?.includes(name)) used.add(other.id);
      else
        open.push(
          ...analyse(other.solution ?? "").flatMap((one) => (one.declares.includes(name) ? one.uses : [])),
        );
    }
  }
  return [...used].sort();
}
