/** The author's contract, rule by rule. */
import { answersBelong } from "./answers-belong.ts";
import { checksAreExplained } from "./checks-are-explained.ts";
import { enoughAnswers } from "./enough-answers.ts";
import { enoughEssentials } from "./enough-essentials.ts";
import { enoughExercises } from "./enough-exercises.ts";
import { hasEveryPart } from "./has-every-part.ts";
import { hintsClimb } from "./hints-climb.ts";
import { hintsKeepTheAnswer } from "./hints-keep-the-answer.ts";
import { idsAreUnique } from "./ids-are-unique.ts";
import { learnersSeeNoAnswer } from "./learners-see-no-answer.ts";
import { linksResolve } from "./links-resolve.ts";
import { minutesAreTrue } from "./minutes-are-true.ts";
import { courseIsBuilt, notebooksAreBuilt } from "./notebooks-are-built.ts";
import { picturesHaveWords } from "./pictures-have-words.ts";
import { rereadsASection } from "./rereads-a-section.ts";
import type { CourseRule, LessonRule } from "./rule.ts";
import { spelling } from "./spelling.ts";

/** The rules for each lesson. */
export const lessonRules: readonly LessonRule[] = [
  hasEveryPart,
  minutesAreTrue,
  enoughExercises,
  enoughAnswers,
  hintsClimb,
  hintsKeepTheAnswer,
  learnersSeeNoAnswer,
  linksResolve,
  picturesHaveWords,
  checksAreExplained,
  enoughEssentials,
  rereadsASection,
  notebooksAreBuilt,
];

/** The rules for the course as a whole. */
export const courseRules: readonly CourseRule[] = [idsAreUnique, answersBelong, courseIsBuilt, spelling];
