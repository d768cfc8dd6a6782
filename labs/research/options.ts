import type { AgentClass } from "../agents/index.ts";
import { describeValue } from "../common/describe-value.ts";
import { wholeNumberProblem } from "../common/whole-number.ts";
import type { OpenSwarm } from "../swarm/index.ts";
import type { Corpus } from "./corpus/corpus.ts";
import type { CorpusLimits } from "./corpus/list-corpus.ts";
import type { Complaint, Draft } from "./report/draft.ts";
import { ResearchError } from "./research-error.ts";
import { type CodeExample, Coder } from "./roles/coder.ts";
import { CorpusResearcher, type ReadingDone, type ReadingTask } from "./roles/corpus-researcher.ts";
import { Critic, type Review } from "./roles/critic.ts";
import type { Plan } from "./roles/plan.ts";
import { Planner } from "./roles/planner.ts";
import { Reader, type Share, type ShareRead } from "./roles/reader.ts";
import { type Assignment, Writer } from "./roles/writer.ts";

/** Who does what. Each role is an agent type, so that another one can take its place, one that asks a model for example. */
export interface Roles {
  readonly Reader: AgentClass<Share, ShareRead>;
  /** The lead. */
  readonly Planner: AgentClass<string, Plan>;
  readonly Researcher: AgentClass<readonly ReadingTask[], ReadingDone>;
  readonly Coder: AgentClass<Plan, readonly CodeExample[]>;
  readonly Writer: AgentClass<Assignment, Draft>;
  readonly Critic: AgentClass<Review, readonly Complaint[]>;
}

const ROLES: Roles = { Reader, Planner, Researcher: CorpusResearcher, Coder, Writer, Critic };

/** One step of a research, as `onProgress` receives it. */
export interface ResearchProgress {
  readonly step: "read" | "plan" | "research" | "code" | "write" | "check";
  /** How many agents of this step have ended, and how many there are. */
  readonly done: number;
  readonly total: number;
}

/** What all steps have in common. */
interface StepOptions {
  /** Warm workers to use instead of new ones; `executor` and `concurrency` are then theirs. */
  readonly swarm?: OpenSwarm;
  /** What the agents run on; processes cannot share the index. @default "worker-threads" */
  readonly executor?: "worker-threads" | "event-loop" | "sequential";
  /** How many agents run at the same time. @default as in a swarm */
  readonly concurrency?: number;
  /** Seconds that one agent may take. Above 0. @default none */
  readonly timeout?: number;
  /** Stops the research. */
  readonly signal?: AbortSignal;
  readonly roles?: Partial<Roles>;
  readonly onProgress?: (progress: ResearchProgress) => void;
}

/** How to read a folder. */
export interface ReadCorpusOptions extends StepOptions {
  readonly limits?: CorpusLimits;
}

/** What to look for, and where. */
export interface ResearchOptions extends ReadCorpusOptions {
  readonly question: string;
  /** The folder to read, or one that `readCorpus` has read. */
  readonly corpus: string | Corpus;
  /** How many researchers read for the plan. From 1 to 1000; the report does not depend on it. @default 6 */
  readonly workers?: number;
  /** How many drafts the writer writes at most. From 1 to 100. @default 3 */
  readonly rounds?: number;
}

/** The workers, with the defaults. */
export interface WorkerSettings {
  readonly swarm?: OpenSwarm;
  readonly executor: NonNullable<StepOptions["executor"]>;
  readonly concurrency?: number;
}

/** The options of reading, with their defaults. */
export interface ReadSettings extends Omit<ReadCorpusOptions, "executor" | "roles">, WorkerSettings {
  readonly roles: Roles;
}

/** The options of a research, with their defaults. */
export interface ResearchSettings extends ReadSettings {
  readonly question: string;
  readonly corpus: string | Corpus;
  readonly workers: number;
  readonly rounds: number;
}

const LONGEST_QUESTION = 2000;

/** @throws ResearchError `INVALID_ARGUMENT` */
export function readResearchOptions(options: ResearchOptions): ResearchSettings {
  const { workers = 6, rounds = 3, question, corpus } = options;
  checkText("question", question);
  if (question.length > LONGEST_QUESTION) {
    throw invalid(
      `The question must have at most ${LONGEST_QUESTION} characters, but has ${question.length}.`,
    );
  }
  checkNumber("workers", workers, 1000);
  checkNumber("rounds", rounds, 100);
  return { ...readCorpusOptions(options), question, corpus, workers, rounds };
}

/** @throws ResearchError `INVALID_ARGUMENT` */
export function readCorpusOptions(
  options: ReadCorpusOptions & Pick<ResearchOptions, "corpus">,
): ReadSettings {
  const { corpus, roles, limits = {} } = options;
  const executor = options.swarm?.executor ?? options.executor ?? "worker-threads";
  if (!isCorpus(corpus)) checkText("corpus", corpus);
  checkNumber("limits.files", limits.files ?? 1, 2 ** 31);
  checkNumber("limits.fileBytes", limits.fileBytes ?? 1, 2 ** 31);
  checkNumber("limits.totalBytes", limits.totalBytes ?? 1, 2 ** 40);
  if (executor !== "worker-threads" && executor !== "event-loop" && executor !== "sequential") {
    throw invalid(
      `A research runs on worker-threads, event-loop or sequential, which can share the index, but executor is ${describeValue(executor)}.`,
    );
  }
  return { ...options, executor, roles: { ...ROLES, ...roles } };
}

function isCorpus(value: unknown): value is Corpus {
  return typeof value === "object" && value !== null && "segments" in value;
}

function checkText(name: string, value: unknown): void {
  if (typeof value === "string" && value.trim() !== "") return;
  throw invalid(`The ${name} must be a text with something in it, but is ${describeValue(value)}.`);
}

function checkNumber(name: string, value: number, most: number): void {
  const problem = wholeNumberProblem(name, value, 1, most);
  if (problem !== undefined) throw invalid(problem);
}

function invalid(message: string): ResearchError {
  return new ResearchError("INVALID_ARGUMENT", message);
}
