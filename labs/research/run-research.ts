import { count } from "../common/format-numbers.ts";
import { KnowledgeBase } from "../sharing/index.ts";
import type { OpenSwarm } from "../swarm/index.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { type ResearchOptions, type ResearchSettings, readResearchOptions } from "./options.ts";
import { readWith } from "./read-corpus.ts";
import type { Complaint, Draft } from "./report/draft.ts";
import { readableReport } from "./report/readable-report.ts";
import type { Report } from "./report/report.ts";
import { citationsWithoutSource, reviewsOf } from "./report/reviews-of.ts";
import { withoutPassages } from "./report/without-passages.ts";
import { ResearchError } from "./research-error.ts";
import type { ReadingTask } from "./roles/corpus-researcher.ts";
import type { Plan } from "./roles/plan.ts";
import { readingTasks } from "./roles/reading-tasks.ts";
import type { ResearchMemory } from "./roles/research-context.ts";
import { Steps } from "./steps.ts";
import { withSwarm } from "./with-swarm.ts";

/**
 * Answers a question from a folder of texts, with a report in which every citation has been compared with its source.
 *
 * Readers index the files, the lead plans questions, researchers read for them in parallel into one knowledge base, a coder looks
 * for an example, the writer composes, critics check each cited file and send back what does not hold.
 *
 * ```ts
 * const report = await runResearch({ question: "How do I stop a worker thread?", corpus: "node_modules" });
 * console.log(String(report));
 * ```
 *
 * @throws ResearchError
 */
export async function runResearch(options: ResearchOptions): Promise<Report> {
  const settings = readResearchOptions(options);
  return withSwarm(settings, (swarm) => new Research(settings, swarm).run());
}

/** One research while it runs. */
class Research {
  readonly #settings: ResearchSettings;
  readonly #steps: Steps;
  readonly #notes: string[] = [];

  constructor(settings: ResearchSettings, swarm: OpenSwarm) {
    this.#settings = settings;
    this.#steps = new Steps(settings, swarm);
  }

  async run(): Promise<Report> {
    const { question, workers } = this.#settings;
    const corpus = await this.#corpus();
    const memory: ResearchMemory = { segments: corpus.segments, knowledge: new KnowledgeBase() };
    const plan = await this.#plan(corpus, memory);
    const tasks = readingTasks(plan, corpus.segments.length, workers);
    await this.#research(tasks, memory);
    const { draft, rounds } = await this.#write(plan, corpus.folder, memory);
    return readableReport({
      question,
      corpus: corpus.name,
      ...draft,
      notes: [...this.#notes, ...corpus.notes],
      figures: {
        files: corpus.files,
        paragraphs: corpus.paragraphs,
        questions: plan.questions.length,
        passages: memory.knowledge.entryCount,
        workers: tasks.length,
        rounds,
        seconds: this.#steps.seconds,
      },
    });
  }

  async #corpus(): Promise<Corpus> {
    const { corpus } = this.#settings;
    return typeof corpus === "string" ? readWith(this.#steps, corpus, this.#settings) : corpus;
  }

  async #plan(corpus: Corpus, memory: ResearchMemory): Promise<Plan> {
    const { question, roles } = this.#settings;
    const { answers } = await this.#steps.run("plan", roles.Planner, [question], memory);
    const plan = answers[0]?.output;
    const unknown = plan?.unknownWords ?? [];
    const sentence = `${corpus.name} has no paragraph with ${unknown.map((word) => `“${word}”`).join(", ")}.`;
    if (plan === undefined || plan.questions.length === 0) {
      const why = unknown.length > 0 ? sentence : "Ask with words that say what it is about.";
      throw new ResearchError("NOTHING_PLANNED", `The lead has planned nothing for “${question}”. ${why}`);
    }
    if (unknown.length > 0) this.#notes.push(sentence);
    return plan;
  }

  async #research(tasks: readonly (readonly ReadingTask[])[], memory: ResearchMemory): Promise<void> {
    const { failures } = await this.#steps.run("research", this.#settings.roles.Researcher, tasks, memory);
    for (const { input, error } of failures) {
      const titles = new Set(input.map(({ question }) => `“${question.title}”`));
      this.#notes.push(
        `A part of the corpus was not read for ${[...titles].join(", ")}, because researcher ${error.agentId} ${error.message}.`,
      );
    }
  }

  async #write(
    plan: Plan,
    folder: string,
    memory: ResearchMemory,
  ): Promise<{ draft: Draft; rounds: number }> {
    const { roles, rounds } = this.#settings;
    const coded = await this.#steps.tryToRun("code", roles.Coder, [plan], memory);
    const examples = coded.answers[0]?.output ?? [];
    for (const { error } of coded.failures)
      this.#notes.push(`There is no example, because the coder ${error.message}.`);
    const complaints: Complaint[] = [];
    for (let round = 1; ; round++) {
      const written = await this.#steps.run("write", roles.Writer, [{ plan, examples, complaints }], memory);
      // A step has at least one answer, or it throws.
      const draft = written.answers[0]?.output as Draft;
      const found = await this.#check(draft, folder);
      if (found.length === 0) return { draft, rounds: round };
      complaints.push(...found);
      if (round < rounds) continue;
      for (const { reason } of found)
        this.#notes.push(`The critic struck out a citation after ${count(round, "round")}: ${reason}.`);
      return {
        draft: withoutPassages(
          draft,
          found.map(({ citation }) => citation),
        ),
        rounds: round,
      };
    }
  }

  /** What does not hold in a draft. A citation that could not be checked does not hold. */
  async #check(draft: Draft, folder: string): Promise<Complaint[]> {
    const { answers, failures } = await this.#steps.tryToRun(
      "check",
      this.#settings.roles.Critic,
      reviewsOf(draft, folder),
    );
    return [
      ...citationsWithoutSource(draft),
      ...answers.flatMap(({ output }) => output),
      ...failures.flatMap(({ input, error }) =>
        input.citations.map((citation) => ({
          citation,
          reason: `${input.path} was not checked, because its critic ${error.message}`,
        })),
      ),
    ];
  }
}
