import { sameProgram } from "../answers/tokens.ts";
import type { Finding } from "../finding.ts";
import { about, type LessonRule } from "./rule.ts";

/** An exercise has at least this many correct answers beside the solution, and this many wrong ones. */
const FEWEST_RIGHT = 2;
const FEWEST_WRONG = 3;
/** Exercises on locks, channels and failure can go wrong in more ways. */
const FEWEST_WRONG_IN: Readonly<Record<string, number>> = { "04": 6, "05": 6, "06": 6 };

/** Every exercise is tried on enough answers: right ones that are different programs, and plausible mistakes. */
export const enoughAnswers: LessonRule = (lesson, { answers, sets }) => {
  const finding = about("enough-answers", lesson);
  const found: Finding[] = [];
  for (const { id, solution = "" } of lesson.exercises) {
    const own = answers.filter(({ exercise }) => exercise === id);
    const right = own.filter(({ kind }) => kind === "right");
    const wrong = own.filter(({ kind }) => kind === "wrong");
    const inSets = (kind: "right" | "wrong") =>
      sets.filter((set) => set.kind === kind && set.exercises.includes(id)).length;
    const [rightCount, wrongCount] = [right.length + inSets("right"), wrong.length + inSets("wrong")];
    const fewestWrong = FEWEST_WRONG_IN[lesson.id] ?? FEWEST_WRONG;
    if (rightCount < FEWEST_RIGHT)
      found.push(
        finding(tooFew(rightCount, "correct answer", FEWEST_RIGHT, lesson.id, "right", id), {
          exercise: id,
        }),
      );
    if (wrongCount < fewestWrong)
      found.push(
        finding(tooFew(wrongCount, "wrong answer", fewestWrong, lesson.id, "wrong", id), { exercise: id }),
      );
    const different = [{ file: "the solution", code: solution }];
    for (const { file, code } of right) {
      const twin = different.find((other) => sameProgram(other.code, code));
      if (twin)
        found.push({
          ...finding(`${file} is ${twin.file} with other names: write it in another way.`, { exercise: id }),
          file,
        });
      else different.push({ file, code });
    }
  }
  return found;
};

const tooFew = (count: number, what: string, fewest: number, lesson: string, folder: string, id: string) =>
  `it is tried on ${count} ${what}${count === 1 ? "" : "s"}: write at least ${fewest}, as test/answers/${lesson}/${folder}/${id}-NAME.ts.`;
