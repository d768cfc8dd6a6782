import { count } from "../common/format-numbers.ts";
import { KnowledgeBase, SharedContext } from "../sharing/index.ts";
import { type OpenSwarm, openSwarm } from "../swarm/index.ts";
import { type LeftOut, leftOutSentences } from "./corpus/left-out.ts";
import { listCorpus } from "./corpus/list-corpus.ts";
import { type ResearchOptions, type ResearchSettings, readResearchOptions } from "./options.ts";
import { citationsWithoutSource, citedPassages } from "./report/cited-passages.ts";
import type { Complaint, Draft } from "./report/draft.ts";
import { readableReport } from "./report/readable-report.ts";
import type { Report } from "./report/report.ts";
import { withoutPassages } from "./report/without-passages.ts";
import { ResearchError } from "./research-error.ts";
import type { ReadingTask } from "./roles/corpus-researcher.ts";
import type { Plan } from "./roles/plan.ts";
import { readingTasks } from "./roles/reading-tasks.ts";
import type { ResearchMemory } from "./roles/research-context.ts";
import { Steps } from "./steps.ts";

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
  if (settings.swarm !== undefined) return new Research(settings, settings.swarm).run();
  const { executor, concurrency } = settings;
  await using swarm = await openSwarm({
    executor,
    announce: false,
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  return await new Research(settings, swarm).run();
}

/** One research while it runs. */
class Research {
  readonly #settings: ResearchSettings;
  readonly #steps: Steps;
  readonly #notes: string[] = [];
  readonly #leftOut: LeftOut[] = [];

  constructor(settings: ResearchSettings, swarm: OpenSwarm) {
    this.#settings = settings;
    this.#steps = new Steps(settings, swarm);
  }

  async run(): Promise<Report> {
    const { question, corpus, workers } = this.#settings;
    const { folder, segments, files, paragraphs } = await this.#read();
    const memory: ResearchMemory = { segments, knowledge: new KnowledgeBase() };
    const plan = await this.#plan(memory);
    const tasks = readingTasks(plan, segments.length, workers);
    await this.#research(tasks, memory);
    const { draft, rounds } = await this.#write(plan, folder, memory);
    return readableReport({
      question,
      corpus,
      ...draft,
      notes: [...this.#notes, ...leftOutSentences(this.#leftOut)],
      figures: {
        files,
        paragraphs,
        questions: plan.questions.length,
        passages: memory.knowledge.entryCount,
        workers: tasks.length,
        rounds,
        seconds: this.#steps.seconds,
      },
    });
  }

  async #read() {
    const { corpus, limits, roles } = this.#settings;
    const begun = performance.now();
    const listing = listCorpus(corpus, limits);
    this.#steps.seconds.list = (performance.now() - begun) / 1000;
    const { folder, shares } = listing;
    this.#leftOut.push(...listing.leftOut);
    const { answers, failures } = await this.#steps.run(
      "read",
      roles.Reader,
      shares.map((paths) => ({ folder, paths })),
    );
    for (const { input, error } of failures) {
      const files = count(input.paths.length, "file");
      this.#notes.push(
        `${files} from ${input.paths[0]} on were not read, because their reader ${error.message}.`,
      );
    }
    for (const { output } of answers) this.#leftOut.push(...output.leftOut);
    const reencoded = answers.flatMap(({ output }) => output.reencoded);
    const [first] = reencoded;
    if (first !== undefined) {
      const others = reencoded.length > 1 ? ` and ${count(reencoded.length - 1, "other")}` : "";
      this.#notes.push(
        `${count(reencoded.length, "file")} ${reencoded.length === 1 ? "is" : "are"} not UTF-8: ${first.path}, read as ${first.encoding}${others}.`,
      );
    }
    const paragraphs = answers.reduce((sum, { output }) => sum + output.paragraphs, 0);
    if (paragraphs === 0) {
      const why = leftOutSentences(this.#leftOut).join(" ");
      throw new ResearchError("EMPTY_CORPUS", `${corpus} has no paragraph to read. ${why}`.trim());
    }
    return {
      folder,
      segments: answers.map(({ output }) => SharedContext.from(output.segment)),
      files: answers.reduce((sum, { input, output }) => sum + input.paths.length - output.leftOut.length, 0),
      paragraphs,
    };
  }

  async #plan(memory: ResearchMemory): Promise<Plan> {
    const { question, corpus, roles } = this.#settings;
    const { answers } = await this.#steps.run("plan", roles.Planner, [question], memory);
    const plan = answers[0]?.output;
    const unknown = plan?.unknownWords ?? [];
    const sentence = `${corpus} has no paragraph with ${unknown.map((word) => `“${word}”`).join(", ")}.`;
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
    const byPath = Map.groupBy(citedPassages(draft), ({ path }) => path);
    const reviews = [...byPath].map(([path, citations]) => ({ folder, path, citations }));
    const { answers, failures } = await this.#steps.tryToRun("check", this.#settings.roles.Critic, reviews);
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
