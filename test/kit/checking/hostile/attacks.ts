import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../answers/hostile");

/** One hostile answer, as its file describes it. */
export interface Attack {
  /** The file's name without its ending. */
  readonly name: string;
  /** What it tries. */
  readonly attack: string;
  /** The exercise that it answers. */
  readonly exercise: string;
  /** What it must get. */
  readonly points: number;
  /** Words of which some must be in the feedback; empty where any will do. */
  readonly says: readonly string[];
  /** What would happen without a sandbox. */
  readonly dangerous?: string;
  /** The cells of its notebook. */
  readonly cells: readonly string[];
}

/** Placeholders in the attacks for facts of this run, such as a port or a path. */
export interface Targets {
  readonly course: string;
  readonly neighbour: string;
  readonly port: number;
}

/** Every hostile answer, aimed at a run. */
export function readAttacks({ course, neighbour, port }: Targets): Attack[] {
  const aim = (text: string) =>
    text
      .replaceAll("@COURSE@", course)
      .replaceAll("@NEIGHBOUR@", neighbour)
      .replaceAll("@GRADER@", String(process.pid))
      .replaceAll("@PORT@", String(port))
      .replaceAll("@DEEP@", `${"(".repeat(100_000)}0${")".repeat(100_000)}`);
  return readdirSync(folder)
    .filter((file) => /^\d\d-.+\.ts$/.test(file))
    .sort()
    .map((file) => {
      const [header = "", ...cells] = readFileSync(join(folder, file), "utf8").split(/^\/\/ %%\n/m);
      const lines = (key: string) =>
        [...header.matchAll(new RegExp(`^// ${key}: (.+)$`, "gm"))].map((match) => match[1] as string);
      const exercise = /^\/\/ exercise (\d\d\.\d+)/m.exec(cells.join(""))?.[1];
      const [attack] = lines("attack");
      if (exercise === undefined || attack === undefined)
        throw new Error(`test/answers/hostile/${file} does not say what it attacks.`);
      const [dangerous] = lines("dangerous");
      return {
        name: file.replace(/\.ts$/, ""),
        attack,
        exercise,
        points: Number(lines("points")[0] ?? 0),
        says: lines("says").flatMap((words) => words.split(" | ")),
        cells: cells.map(aim),
        ...(dangerous === undefined ? {} : { dangerous }),
      };
    });
}
