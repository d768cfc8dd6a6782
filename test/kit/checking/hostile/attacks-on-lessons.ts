import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../answers/hostile/lessons");

/** A hostile answer to an exercise of the course. */
export interface AttackOnLesson {
  /** The file's name without its ending. */
  readonly name: string;
  /** What it tries. */
  readonly attack: string;
  readonly exercise: string;
  /** The points that it honestly earns at most: where threads race, luck decides about some of them. */
  readonly points: number;
  /** Words of which some must be in the feedback; empty where any will do. */
  readonly says: readonly string[];
  /** The code of the exercise's cell. */
  readonly code: string;
}

/** Every hostile answer to an exercise of the course. */
export function readAttacksOnLessons(): AttackOnLesson[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const line = (key: string) => new RegExp(`^// ${key}: (.+)$`, "m").exec(text)?.[1];
      const at = text.search(/^\/\/ exercise /m);
      const exercise = /^\/\/ exercise (\d\d\.\d+)/.exec(text.slice(Math.max(at, 0)))?.[1];
      const attack = line("attack");
      if (exercise === undefined || attack === undefined)
        throw new Error(`test/answers/hostile/lessons/${file} does not say what it attacks.`);
      return {
        name: file.replace(/\.ts$/, ""),
        attack,
        exercise,
        points: Number(line("points") ?? 0),
        says: line("says")?.split(" | ") ?? [],
        code: text.slice(at),
      };
    });
}

/** A notebook of the course with an exercise's cell replaced. */
export function withAnswer(notebook: string, exercise: string, code: string): string {
  const content = JSON.parse(notebook) as { cells: { cell_type: string; source: string | string[] }[] };
  for (const cell of content.cells)
    if (cell.cell_type === "code" && [cell.source].flat().join("").startsWith(`// exercise ${exercise} `))
      cell.source = code;
  return JSON.stringify(content);
}
