import { inspect } from "node:util";
import type { AgentTask } from "../agents/index.ts";
import { SwarmError } from "./errors.ts";
import type { Executor, GuardedOption } from "./executor.ts";
import type { Schedule, SwarmOptions } from "./options.ts";
import { type Policy, settle } from "./policy.ts";
import { executors, findExecutor } from "./registry.ts";
import type { SwarmSettings } from "./settings.ts";

const SCHEDULES: readonly Schedule[] = ["in-order", "longest-first", "work-stealing"];

/** The options of a swarm, validated and completed by their defaults. */
export interface ReadOptions {
  readonly executor: Executor;
  readonly agents: readonly AgentTask[];
  readonly settings: SwarmSettings;
}

/**
 * Validates all options.
 *
 * @throws SwarmError that names the option, its value and the allowed values
 */
export function readOptions(options: SwarmOptions): ReadOptions {
  const { agents, executor: name = "worker-threads" } = options;
  checkAgents(agents);
  const executor = findExecutor(name);
  const wanted = options.concurrency ?? executor.defaultConcurrency(agents.length);
  const settings: SwarmSettings = {
    concurrency: Math.min(whole("concurrency", wanted, 1), agents.length, executor.maxConcurrency),
    timeout: options.timeout === undefined ? undefined : seconds("timeout", options.timeout),
    signal: readSignal(options.signal),
    grace: seconds("grace", options.grace ?? 0.25, true),
    policy: readPolicy(options.policy ?? settle, agents.length),
    retries: whole("retries", options.retries ?? 0, 0),
    schedule: oneOf("schedule", options.schedule ?? "in-order", SCHEDULES),
    chunk: Math.min(
      whole("chunk", options.chunk ?? 1, 1),
      options.maxTasksPerWorker ?? Number.POSITIVE_INFINITY,
    ),
    memoryLimit: options.memoryLimit === undefined ? undefined : whole("memoryLimit", options.memoryLimit, 1),
    maxTasksPerWorker:
      options.maxTasksPerWorker === undefined
        ? undefined
        : whole("maxTasksPerWorker", options.maxTasksPerWorker, 1),
    warmUp: options.warmUp ?? true,
    shared: options.shared,
    onProgress: options.onProgress ?? (() => {}),
    announce: options.announce === false ? () => {} : (options.announce ?? console.log),
  };
  refuseUnsupported(executor, settings);
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
  const isClass = /^class\b/.test(Function.prototype.toString.call(type));
  if (isClass && typeof type.prototype?.reason !== "function") {
    invalid(at, "a class with a reason() method, such as one that extends AIAgent", type);
  }
}

function whole(option: string, value: unknown, least: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  return invalid(option, `a whole number of at least ${least}`, value);
}

function seconds(option: string, value: unknown, mayBeZero = false): number {
  const isPositive =
    typeof value === "number" && Number.isFinite(value) && (value > 0 || (mayBeZero && value === 0));
  return isPositive
    ? value
    : invalid(option, `a number of seconds ${mayBeZero ? "of at least" : "above"} 0`, value);
}

function oneOf<T extends string>(option: string, value: unknown, allowed: readonly T[]): T {
  const names = allowed.map((one) => `"${one}"`).join(", ");
  return allowed.includes(value as T) ? (value as T) : invalid(option, `one of ${names}`, value);
}

function readSignal(signal: unknown): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  return invalid("signal", "an AbortSignal", signal);
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
      return policy;
    default:
      return invalid("policy", "settle, failFast, quorum(count) or deadline(seconds)", policy);
  }
}

/** The options in use that not every executor can honour. */
function guardedOptions(settings: SwarmSettings): GuardedOption[] {
  const used: [GuardedOption, boolean][] = [
    ["timeout", settings.timeout !== undefined],
    ["deadline", settings.policy.kind === "deadline"],
    ["memoryLimit", settings.memoryLimit !== undefined],
    ["maxTasksPerWorker", settings.maxTasksPerWorker !== undefined],
    ["chunk", settings.chunk > 1],
    ["work-stealing", settings.schedule === "work-stealing"],
  ];
  return used.flatMap(([option, isUsed]) => (isUsed ? [option] : []));
}

/** Why an executor cannot honour an option, as the middle of a sentence. */
const REASONS: Readonly<Record<GuardedOption, string>> = {
  timeout: "an agent that computes cannot be interrupted there",
  deadline: "an agent that computes cannot be interrupted there",
  memoryLimit: "its agents share the memory of one process",
  maxTasksPerWorker: "it has no workers to replace",
  chunk: "it sends no messages that could be fewer",
  "work-stealing": "its agents are handed out, it has no workers that could take them from shared memory",
};

function refuseUnsupported(executor: Executor, settings: SwarmSettings): void {
  for (const option of guardedOptions(settings)) {
    if (executor.honours.has(option)) continue;
    const able = executors().filter((other) => other.honours.has(option));
    const instead = able.map((other) => `"${other.name}"`).join(" or ");
    throw new SwarmError(
      "UNSUPPORTED_OPTION",
      `${option} cannot be honoured by the executor "${executor.name}", because ${REASONS[option]}; ` +
        (instead ? `use the executor ${instead}.` : "no executor can honour it here."),
    );
  }
}
