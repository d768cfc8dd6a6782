import { hintHtml, promptHtml } from "../checking/index.ts";
import { courseRoot } from "../common/course-root.ts";
import { errorMessage } from "../common/error-message.ts";
import { kernelBridge } from "../kernel/index.ts";
import { codeOf, runCheck, showProblem } from "./check.ts";
import { promptOf } from "./coteach.ts";
import { answerView } from "./coteacher/answer-html.ts";
import { askFacts } from "./coteacher/ask-facts.ts";
import type { Conversation, Reply } from "./coteacher/conversation.ts";
import { courseJudge } from "./coteacher/course-guard.ts";
import {
  HOW_TO_GET_A_MODEL,
  type ModelChoice,
  masked,
  modelChoice,
  sentNotice,
} from "./coteacher/model-settings.ts";
import { withTeacherModel } from "./coteacher/teacher-model.ts";
import { type Display, openDisplay } from "./display.ts";
import type { CheckedExercise, ExerciseFacts } from "./server/messages.ts";
import { executedCells, session } from "./session.ts";
import { shown } from "./shown.ts";

/** What `ask()` resolves to. */
export interface Asked {
  readonly exercise: string;
  /** Which model answered; undefined when none did. */
  readonly model?: string;
  /** Whether a model's answer was shown. */
  readonly answered: boolean;
}

const STOPPED = "You stopped the answer.";

type Usable = Extract<ModelChoice, { kind: "endpoint" | "embedded" }>;

/**
 * Asks a language model about an exercise: its answer comes under the cell, word by word. It knows the exercise, your code and what fails, and
 * remembers what you asked about this exercise until the kernel restarts. It asks back, one question at a time, and gives no solution.
 *
 * The model is the one that the environment's `SWARMLAB_MODEL_URL` names, else an installed one; without any, a prompt to copy is shown.
 *
 * @param id - an exercise, such as `"04.2"`
 * @param question - what you want to know; left out, the co-teacher begins, or goes on
 * @returns which model answered; never throws
 */
export async function ask(id: string, question?: string): Promise<Asked> {
  const display = openDisplay();
  try {
    const checked = await runCheck(id, display);
    const choice = modelChoice(process.env, courseRoot());
    if (choice.kind === "invalid") throw new Error(choice.sentence);
    if (choice.kind === "none") return showPrompt(checked, display);
    return shown(
      await answer(checked, questionText(question, session().memory.talk(checked.facts.id)), choice, display),
    );
  } catch (error) {
    showProblem(display, masked(errorMessage(error), process.env));
    return shown({ exercise: String(id), answered: false });
  }
}

function questionText(question: string | undefined, talk: Conversation): string {
  const text = String(question ?? "").trim();
  if (text !== "") return text;
  return talk.exchanges.length === 0
    ? "Ask me your first question."
    : "I have looked at it again; my code and the checks are above. Go on with one question.";
}

function showPrompt(checked: CheckedExercise, display: Display): Asked {
  const prompt = promptOf(checked);
  const { id } = checked.facts;
  const caption = `No model is set up, so here is a prompt for exercise ${id} to copy into any AI assistant. ${HOW_TO_GET_A_MODEL}`;
  display.show({ "text/html": promptHtml(caption, prompt), "text/plain": `${caption}\n\n${prompt}` });
  return shown({ exercise: id, answered: false });
}

async function answer(
  checked: CheckedExercise,
  question: string,
  choice: Usable,
  display: Display,
): Promise<Asked> {
  const { facts, report } = checked;
  const { memory, hints } = session();
  const talk = memory.talk(facts.id);
  const code = codeOf(report);
  const given = askFacts(checked, code, hints.shown(facts.id), memory.attempts.before(facts.id, code));
  const known = [
    ...executedCells().map((cell) => cell.code),
    facts.task,
    ...facts.hints,
    ...talk.questions,
    question,
  ];
  const view = new AnswerDisplay(
    facts,
    choice,
    display,
    memory.isFirstUseOf("host" in choice ? choice.host : ""),
  );
  view.begin();
  const stopping = new AbortController();
  const stopListening = kernelBridge()?.onInterrupt(() => {
    stopping.abort();
    // At once, because the kernel ends the cell.
    view.fail(STOPPED);
  });
  try {
    const judge = courseJudge(facts.id, known);
    const reply = await withTeacherModel(choice, (model) =>
      talk.ask(given, question, {
        model,
        judge,
        signal: stopping.signal,
        onText: (text) => view.show(text, model.name),
      }),
    );
    return finish(reply, { facts, question, talk, view });
  } catch (error) {
    view.fail(stopping.signal.aborted ? STOPPED : masked(errorMessage(error), process.env));
    return { exercise: facts.id, answered: false };
  } finally {
    stopListening?.();
  }
}

function finish(
  reply: Reply,
  {
    facts,
    question,
    talk,
    view,
  }: { facts: ExerciseFacts; question: string; talk: Conversation; view: AnswerDisplay },
): Asked {
  if (reply.kind === "answered") {
    view.end(reply.text, reply.model, reply.held.length);
    return { exercise: facts.id, model: reply.model, answered: true };
  }
  if (reply.kind === "rubbish") {
    view.fail("The model gave no usable answer.");
    return { exercise: facts.id, answered: false };
  }
  const step = session().hints.next(facts.id, facts.hints);
  talk.remember({ question, answer: step?.text ?? "I cannot answer that." });
  view.hintInstead(step);
  return { exercise: facts.id, answered: false };
}

/** The output of one question. */
class AnswerDisplay {
  readonly #facts: ExerciseFacts;
  readonly #display: Display;
  readonly #notice: string | undefined;
  #text = "";

  constructor(facts: ExerciseFacts, choice: Usable, display: Display, isFirstUse: boolean) {
    this.#facts = facts;
    this.#display = display;
    this.#notice =
      choice.kind === "endpoint" && !choice.isLocal && isFirstUse ? sentNotice(choice.host) : undefined;
  }

  begin(): void {
    this.#show("", "The question is on its way …");
  }

  show(text: string, model: string): void {
    this.#show(
      text,
      text === "" ? "The answer held a part of the solution. It is asked anew …" : `${model} is answering …`,
    );
  }

  end(text: string, model: string, held: number): void {
    const again = held === 0 ? "" : " Its first answer held a part of the solution, so it was asked anew.";
    this.#show(text, `Answered by ${model}.${again} ask("${this.#facts.id}", "…") goes on.`);
  }

  fail(sentence: string): void {
    this.#show(this.#text, `${sentence} hint("${this.#facts.id}") gives the next hint.`);
  }

  hintInstead(
    step: { readonly text: string; readonly number: number; readonly of: number } | undefined,
  ): void {
    const { id } = this.#facts;
    const why = "The model's answers held a part of the solution, so they are not shown.";
    if (!step) {
      this.#show("", why);
      return;
    }
    const title = `Exercise ${id} · hint ${step.number} of ${step.of}`;
    this.#display.show({
      "text/html": hintHtml(title, step.text, why),
      "text/plain": `${title}\n\n${step.text}\n\n${why}`,
    });
  }

  #show(text: string, footer: string): void {
    this.#text = text;
    this.#display.show(
      answerView({
        title: `Exercise ${this.#facts.id} · ${this.#facts.title}`,
        text,
        footer,
        ...(this.#notice === undefined ? {} : { notice: this.#notice }),
      }),
    );
  }
}
