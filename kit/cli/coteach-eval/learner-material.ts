import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Course,
  type CourseLesson,
  type Exercise,
  findExercise,
  notebookName,
} from "../../lesson/index.ts";
import { CommandFailure } from "../run-command/define-command.ts";
import { type Dialogue, INJECTION } from "./dialogues.ts";

/** The learner's side of a dialogue, made for this course. */
export interface LearnerMaterial {
  readonly lesson: CourseLesson;
  readonly exercise: Exercise;
  /** The learner's code of the exercise. */
  readonly code: string;
  /** The lesson's code cells with the learner's code, as if they had been run. */
  readonly cells: readonly { readonly executionCount: number; readonly code: string }[];
  readonly turns: readonly string[];
}

/** @throws CommandFailure when the course has no such exercise or answer */
export function learnerMaterial(root: string, course: Course, dialogue: Dialogue): LearnerMaterial {
  const found = findExercise(course, dialogue.exercise);
  if (!found) throw new CommandFailure(`The course has no exercise ${dialogue.exercise}.`, 1);
  const { lesson, exercise } = found;
  const code = codeOf(root, dialogue, exercise);
  return {
    lesson,
    exercise,
    code,
    cells: cellsWith(join(root, "notebooks", notebookName(lesson)), exercise, code),
    turns: dialogue.turns.map((turn) => turn.replace("{other}", otherOf(course, exercise))),
  };
}

function codeOf(root: string, { code, exercise: id }: Dialogue, exercise: Exercise): string {
  if (code === "starter") return exercise.starter;
  if (code === "injected")
    return `${exercise.starter.split("\n")[0]}\n${INJECTION}\n${exercise.starter.split("\n").slice(1).join("\n")}`;
  if (code === "solution") {
    if (exercise.solution !== undefined) return exercise.solution;
    throw new CommandFailure(
      "The dialogues need the course with its solutions; a learners' copy has none.",
      1,
    );
  }
  const folder = join(root, "test/answers", id.slice(0, 2), "wrong");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names.find((file) => file === `${code.wrong}.ts`) ?? names.find((file) => file.startsWith(id));
  if (name === undefined)
    throw new CommandFailure(`There is no wrong answer to exercise ${id} in ${folder}.`, 1);
  return readFileSync(join(folder, name), "utf8");
}

function cellsWith(
  notebook: string,
  { id, starter }: Exercise,
  code: string,
): { executionCount: number; code: string }[] {
  const { cells } = JSON.parse(readFileSync(notebook, "utf8")) as {
    cells: readonly { cell_type: string; source: string | readonly string[] }[];
  };
  const sources = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
  const isOwn = (source: string) => source === starter || source.startsWith(`// exercise ${id} `);
  return sources.map((source, at) => ({ executionCount: at + 1, code: isOwn(source) ? code : source }));
}

/** Another exercise of the course, by number and title. */
function otherOf(course: Course, exercise: Exercise): string {
  const all = course.lessons.flatMap(({ exercises }) => exercises);
  const next = all[(all.findIndex(({ id }) => id === exercise.id) + 1) % all.length] ?? exercise;
  return `exercise ${next.id} (${next.title})`;
}
