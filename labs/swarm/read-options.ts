import { inspect } from "node:util";
import type { AgentTask } from "../agents/index.ts";
import { NAME_PATTERN, readEngineOptions } from "./bullmq/read-engine-options.ts";
import { SwarmError } from "./errors.ts";
import type { Executor, GuardedOption, PoolOptions } from "./executor.ts";
import { refuseUnknownOptions } from "./option-names.ts";
import type { ModelOption, OpenSwarmOptions, Schedule, SwarmOptions, SwarmRunOptions } from "./options.ts";
import { type Policy, settle } from "./policy.ts";
import { executors, findExecutor } from "./registry.ts";
import type { SwarmSettings } from "./settings.ts";

const SCHEDULES: readonly Schedule[] = ["in-order", "longest-first", "work-stealing"];

/** The options of the workers, validated and completed by their defaults. */
export interface WorkerSettings extends Omit<PoolOptions, "staysOpen" | "shared" | "announce"> {
  readonly executor: Executor;
  readonly warmUp: boolean;
}

/** One run: its agents and its validated options. */
export interface ReadRun {
  readonly executor: Executor;
  readonly agents: readonly AgentTask[];
  readonly settings: SwarmSettings;
}

/** What a run's options depend on. */
type Workers = Pick<WorkerSettings, "executor" | "concurrency" | "maxTasksPerWorker">;

/**
 * Validates all options of a run that has workers of its own.
 *
 * @throws SwarmError that names the option, its value and the allowed values
 */
export function readOptions(options: SwarmOptions): {
  readonly workers: WorkerSettings;
  readonly run: ReadRun;
} {
  checkAgents(options.agents);
  const workers = readWorkerOptions(options, options.agents.length);
  const run = readRunOptions(options, workers, console.log);
  return { workers: { ...workers, concurrency: run.settings.concurrency }, run };
}

/** Validates the options of the workers. @param agents how many agents there are; undefined where runs come later */
export function readWorkerOptions(
  options: OpenSwarmOptions,
  agents: number = Number.POSITIVE_INFINITY,
): WorkerSettings {
  const { memoryLimit, maxTasksPerWorker } = options;
  const executor = findExecutor(options.executor ?? "worker-threads");
  const engine = executor.honours.has("engine") ? readEngineOptions(options.engine) : undefined;
  const wanted =
    options.concurrency === undefined
      ? executor.defaultConcurrency(agents, engine)
      : whole("concurrency", options.concurrency, 1);
  const workers = {
    executor,
    concurrency: Math.min(wanted, executor.maxConcurrency),
    memoryLimit: memoryLimit === undefined ? undefined : whole("memoryLimit", memoryLimit, 1),
    maxTasksPerWorker:
      maxTasksPerWorker === undefined ? undefined : whole("maxTasksPerWorker", maxTasksPerWorker, 1),
    warmUp: readWarmUp(options.warmUp),
    engine,
  };
  refuseUnsupported(executor, [
    ["engine", options.engine !== undefined],
    ["memoryLimit", workers.memoryLimit !== undefined],
    ["maxTasksPerWorker", workers.maxTasksPerWorker !== undefined],
  ]);
  return workers;
}

/** Validates the options of one run. @param announceBy where the status is printed when the options do not say */
export function readRunOptions(
  options: SwarmRunOptions,
  { executor, concurrency, maxTasksPerWorker = Number.POSITIVE_INFINITY }: Workers,
  announceBy?: (line: string) => void,
): ReadRun {
  checkAgents(options.agents);
  refuseUnknownOptions(options);
  // Copied, because the caller may change the array while the run goes on.
  const agents = [...options.agents];
  const settings: SwarmSettings = {
    concurrency: Math.min(concurrency, agents.length),
    timeout: readTimeout(options.timeout),
    signal: readSignal(options.signal),
    grace: options.grace === undefined ? 0.25 : seconds("grace", options.grace, true),
    policy: readPolicy(options.policy ?? settle, agents.length),
    retries: whole("retries", options.retries ?? 0, 0),
    schedule: options.schedule === undefined ? "in-order" : oneOf("schedule", options.schedule, SCHEDULES),
    chunk: Math.min(whole("chunk", options.chunk ?? 1, 1), maxTasksPerWorker),
    shared: options.shared,
    runId: readRunId(options.runId),
    resumes: undefined,
    model: readModel(options.model),
    onProgress: readFunction("onProgress", options.onProgress),
    announce: (readAnnounce(options.announce) ?? announceBy) || undefined,
  };
  refuseUnsupported(executor, [
    ["timeout", settings.timeout !== undefined],
    ["deadline", settings.policy.kind === "deadline"],
    ["chunk", settings.chunk > 1],
    ["work-stealing", settings.schedule === "work-stealing"],
    ["runId", settings.runId !== undefined],
  ]);
  return { executor, agents, settings };
}

function invalid(option: string, allowed: string, value: unknown): never {
  const got = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  throw new SwarmError("INVALID_ARGUMENT", `${option} must be ${allowed}, but got ${got}.`);
}

function checkAgents(agents: unknown): asserts agents is readonly AgentTask[] {
  if (!Array.isArray(agents)) invalid("agents", "an array of agent(…) tasks", agents);
  if (agents.length === 0) invalid("agents", "an array of at least one agent(…) task", agents);
  for (const [i, task] of agents.entries()) checkAgent(task, `agents[${i}]`);
}

function checkAgent(task: unknown, at: string): void {
  const { type, agentId, rest } = (task ?? {}) as Partial<AgentTask>;
  if (typeof type !== "function" || !Array.isArray(rest))
    invalid(at, "made by agent(type, agentId, input)", task);
  if (!Number.isInteger(agentId)) invalid(`the id of ${at}`, "a whole number", agentId);
  if (checkedTypes.has(type)) return;
  const isClass = /^class\b/.test(Function.prototype.toString.call(type));
  if (isClass && typeof type.prototype?.reason !== "function") {
    invalid(at, "a class with a reason() method, such as one that extends AIAgent", type);
  }
  checkedTypes.add(type);
}

/** Classes and functions that were found valid. Reading their text costs more than a tiny agent. */
const checkedTypes = new WeakSet<object>();

function whole(option: string, value: unknown, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  return invalid(option, `a whole number of at least ${least}`, value);
}

/** A timeout that never ends is none. */
function readTimeout(timeout: unknown): number | undefined {
  if (timeout === undefined || timeout === Number.POSITIVE_INFINITY) return undefined;
  return seconds("timeout", timeout);
}

function seconds(option: string, value: unknown, mayBeZero = false): number {
  const isPositive = typeof value === "number" && (value > 0 || (mayBeZero && value === 0));
  return isPositive
    ? value
    : invalid(option, `a number of seconds ${mayBeZero ? "of at least" : "above"} 0`, value);
}

function oneOf<T extends string>(option: string, value: unknown, allowed: readonly T[]): T {
  const names = allowed.map((one) => `"${one}"`).join(", ");
  return allowed.includes(value as T) ? (value as T) : invalid(option, `one of ${names}`, value);
}

function readWarmUp(warmUp: unknown = true): boolean {
  return typeof warmUp === "boolean" ? warmUp : invalid("warmUp", "true or false", warmUp);
}

function readFunction<F>(option: string, value: F): F {
  return value === undefined || typeof value === "function" ? value : invalid(option, "a function", value);
}

/** Validates the option of a run or of an open swarm. */
export function readAnnounce(announce: SwarmRunOptions["announce"]): SwarmRunOptions["announce"] {
  return announce === false ? false : readFunction("announce", announce);
}

function readSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  return invalid("signal", "an AbortSignal", signal);
}

function readRunId(runId: unknown): string | undefined {
  if (runId === undefined || (typeof runId === "string" && NAME_PATTERN.test(runId))) return runId;
  return invalid("runId", "up to 64 letters, digits, - and _", runId);
}

function readModel(model: unknown): ModelOption | undefined {
  if (model === undefined) return undefined;
  const { ask, stream } = Object(model) as Partial<ModelOption>;
  if (typeof ask === "function" && typeof stream === "function") return model as ModelOption;
  return invalid("model", "a language model from openModel(…), with ask and stream", model);
}

function readPolicy(policy: Policy, agents: number): Policy {
  switch (policy?.kind) {
    case "settle":
    case "fail-fast":
      return policy;
    case "quorum":
      if (whole("the count of quorum(count)", policy.count, 1) <= agents) return policy;
      return invalid("the count of quorum(count)", `at most the number of agents, ${agents}`, policy.count);
    case "deadline":
      seconds("the seconds of deadline(seconds)", policy.seconds);
      // A deadline that never comes is none.
      return policy.seconds === Number.POSITIVE_INFINITY ? settle : policy;
    default:
      return invalid("policy", "settle, failFast, quorum(count) or deadline(seconds)", policy);
  }
}

/** Why an executor cannot honour an option, as the middle of a sentence. */
const REASONS: Readonly<Record<GuardedOption, string>> = {
  timeout: "an agent that computes cannot be interrupted there",
  deadline: "an agent that computes cannot be interrupted there",
  memoryLimit: "its agents share the memory of one process",
  maxTasksPerWorker: "it has no workers to replace",
  chunk: "it sends no messages that could be fewer",
  engine: "it keeps its jobs in this program",
  runId: "it keeps its jobs in this program, so that no other one could go on with them",
  "work-stealing": "its agents are handed out, it has no workers that could take them from shared memory",
};

function refuseUnsupported(executor: Executor, used: readonly (readonly [GuardedOption, boolean])[]): void {
  for (const [option, isUsed] of used) {
    if (!isUsed || executor.honours.has(option)) continue;
    const able = executors().filter((other) => other.honours.has(option));
    const instead = able.map((other) => `"${other.name}"`).join(" or ");
    throw new SwarmError(
      "UNSUPPORTED_OPTION",
      `${option} cannot be honoured by the executor "${executor.name}", because ${executor.reasons?.[option] ?? REASONS[option]}; ` +
        (instead ? `use the executor ${instead}.` : "no executor can honour it here."),
    );
  }
}
