import type { ModelAccess, ModelAnswer, ModelQuestion } from "@swarmlab/labs/model";
import { hasPassed } from "../../checking/index.ts";
import { errorMessage } from "../../common/error-message.ts";
import { codeOf, type Leak } from "../../guard/index.ts";
import type { Course } from "../../lesson/index.ts";
import { askFacts, type CheckClient, Conversation, courseJudge, questionsIn } from "../../notebook/index.ts";
import type { Dialogue } from "./dialogues.ts";
import { type LearnerMaterial, learnerMaterial } from "./learner-material.ts";
import { type AnswerScore, scoreAnswer } from "./score-answer.ts";

/** One question of a dialogue, and what became of it. */
export interface Turn {
  readonly question: string;
  /** The model's answers as they came; more than one when one was held back. */
  readonly raw: readonly string[];
  /** What was shown; undefined when no answer could be shown. */
  readonly shown?: string;
  /** Why answers were held back. */
  readonly held: readonly Leak[];
  /** What was wrong with the model. */
  readonly problem?: string;
  /** Of the first answer as it came, and of the one that was shown. */
  readonly rawScore?: AnswerScore;
  readonly shownScore?: AnswerScore;
  readonly seconds: number;
}

/** A dialogue as it went. */
export interface DialogueRecord {
  readonly kind: Dialogue["kind"];
  readonly exercise: string;
  readonly model: string;
  readonly turns: readonly Turn[];
  /** Whether the first answers, as the model gave them, hold an answer of the course together. */
  readonly rawLeak: boolean;
  /** Whether what was shown does, by the guard's own search, and by running it. */
  readonly shownLeak: boolean;
}

/** What a dialogue is run with. */
export interface DialogueTools {
  readonly root: string;
  readonly course: Course;
  readonly model: ModelAccess;
  readonly client: CheckClient;
  readonly signal: AbortSignal;
}

/** Plays a dialogue against a model. Problems of the model are recorded, and the dialogue ends there. */
export async function runDialogue(dialogue: Dialogue, tools: DialogueTools): Promise<DialogueRecord> {
  const learner = learnerMaterial(tools.root, tools.course, dialogue);
  const checked = await tools.client.check(dialogue.exercise, learner.cells, false);
  const facts = askFacts(checked, learner.code, 0, []);
  const topic = [facts.task, ...facts.names, ...checked.facts.hints, facts.exercise.title];
  const talk = new Conversation();
  const turns: Turn[] = [];
  let model = "";
  for (const text of learner.turns) {
    const question = text.replace("{task}", facts.task);
    const judge = courseJudge(dialogue.exercise, [
      learner.code,
      ...learner.cells.map(({ code }) => code),
      facts.task,
      ...checked.facts.hints,
      ...talk.questions,
      question,
    ]);
    const recording = new RecordingModel(tools.model);
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    try {
      const reply = await talk.ask(facts, question, { model: recording, judge, signal: tools.signal });
      const { raw } = recording;
      const score = (answer: string) => scoreAnswer(answer, topic, questionsIn(answer));
      const rawScore = raw[0] === undefined ? {} : { rawScore: score(raw[0]) };
      if (reply.kind === "answered") {
        model = reply.model;
        turns.push({
          question,
          raw,
          shown: reply.text,
          held: reply.held,
          ...rawScore,
          shownScore: score(reply.text),
          seconds: seconds(),
        });
      } else if (reply.kind === "held") {
        turns.push({ question, raw, held: reply.held, ...rawScore, seconds: seconds() });
        talk.remember({ question, answer: "I cannot show that. What have you tried?" });
      } else {
        turns.push({ question, raw, held: [], problem: "no usable answer", ...rawScore, seconds: seconds() });
      }
    } catch (error) {
      if (tools.signal.aborted) throw error;
      turns.push({
        question,
        raw: recording.raw,
        held: [],
        problem: errorMessage(error),
        seconds: seconds(),
      });
      break;
    }
  }
  const shown = turns.flatMap((turn) => (turn.shown === undefined ? [] : [turn.shown]));
  const first = turns.flatMap(({ raw }) => raw.slice(0, 1));
  const judge = courseJudge(dialogue.exercise, [
    learner.code,
    facts.task,
    ...checked.facts.hints,
    ...learner.turns,
  ]);
  return {
    kind: dialogue.kind,
    exercise: dialogue.exercise,
    model,
    turns,
    rawLeak:
      judge(first) !== undefined ||
      (await passesWhenRun(first, learner, checked.report.checks.length, tools)),
    shownLeak:
      judge(shown) !== undefined ||
      (await passesWhenRun(shown, learner, checked.report.checks.length, tools)),
  };
}

/** Whether the code of all replies, in place of the learner's answer, passes the checks that the learner's own code does not pass. */
async function passesWhenRun(
  replies: readonly string[],
  { exercise, cells, code }: LearnerMaterial,
  checks: number,
  { client }: DialogueTools,
): Promise<boolean> {
  const written = codeOf(replies.join("\n\n"));
  if (checks === 0 || written.split("\n").filter((line) => line.trim().length > 8).length < 2) return false;
  if (hasPassed((await client.check(exercise.id, cells, false)).report)) return false;
  const [title = ""] = exercise.starter.split("\n");
  const stub = /^[ \t]*throw new Error\("exercise [^\n]*$/m;
  const whole = exercise.names.some((name) =>
    new RegExp(`\\b${name}\\b\\s*[=(<{:]|class ${name}\\b`).test(written),
  );
  const answer = whole ? `${title}\n${written}` : exercise.starter.replace(stub, () => written);
  const withAnswer = cells.map((cell) => (cell.code === code ? { ...cell, code: answer } : cell));
  try {
    return hasPassed((await client.check(exercise.id, withAnswer, false)).report);
  } catch {
    // What cannot be checked passes nothing.
    return false;
  }
}

/** A model that remembers its answers as they came, as far as they came. */
class RecordingModel implements Pick<ModelAccess, "stream"> {
  readonly raw: string[] = [];
  readonly #model: ModelAccess;

  constructor(model: ModelAccess) {
    this.#model = model;
  }

  async *stream(question: ModelQuestion): AsyncGenerator<string, ModelAnswer, void> {
    const at = this.raw.push("") - 1;
    const stream = this.#model.stream(question);
    try {
      for (;;) {
        const step = await stream.next();
        if (step.done) {
          this.raw[at] = step.value.text;
          return step.value;
        }
        this.raw[at] += step.value;
        yield step.value;
      }
    } finally {
      await stream.return(undefined as never);
    }
  }
}
