import { type AgentClass, type AgentError, type AgentResult, agent } from "../agents/index.ts";
import type { OpenSwarm } from "../swarm/index.ts";
import type { ReadSettings, ResearchProgress } from "./options.ts";
import { ResearchError } from "./research-error.ts";
import type { ResearchMemory } from "./roles/research-context.ts";

/** An agent's input, and what came of it. */
export interface Answer<Input, Output> {
  readonly input: Input;
  readonly output: Output;
}

/** An agent's input, and why there is no output. */
export interface Failure<Input> {
  readonly input: Input;
  readonly error: AgentError;
}

export interface StepOutcome<Input, Output> {
  readonly answers: readonly Answer<Input, Output>[];
  readonly failures: readonly Failure<Input>[];
}

/** Runs the steps of one research on the same warm workers: one agent for each input. A failed agent is tried once more. */
export class Steps {
  /** Seconds of each step so far. */
  readonly seconds: Record<string, number> = {};
  readonly #settings: ReadSettings;
  readonly #swarm: OpenSwarm;

  constructor(settings: ReadSettings, swarm: OpenSwarm) {
    this.#settings = settings;
    this.#swarm = swarm;
  }

  /**
   * Runs a step without which there is no research.
   *
   * @throws ResearchError `STEP_FAILED` when no agent has succeeded; `STOPPED`
   */
  async run<Input, Output>(
    step: ResearchProgress["step"],
    type: AgentClass<Input, Output>,
    inputs: readonly Input[],
    memory?: ResearchMemory,
  ): Promise<StepOutcome<Input, Output>> {
    const outcome = await this.tryToRun(step, type, inputs, memory);
    const [failure] = outcome.failures;
    if (outcome.answers.length > 0 || failure === undefined) return outcome;
    throw new ResearchError(
      "STEP_FAILED",
      `The step "${step}" has failed: ${type.name} ${failure.error.agentId} ${failure.error.message}.`,
      { cause: failure.error },
    );
  }

  /**
   * Runs a step all of whose agents may fail.
   *
   * @throws ResearchError `STOPPED`
   */
  async tryToRun<Input, Output>(
    step: ResearchProgress["step"],
    type: AgentClass<Input, Output>,
    inputs: readonly Input[],
    memory?: ResearchMemory,
  ): Promise<StepOutcome<Input, Output>> {
    if (inputs.length === 0) return { answers: [], failures: [] };
    const { timeout, signal, onProgress } = this.#settings;
    const begun = performance.now();
    const { results } = await this.#swarm.run({
      agents: inputs.map((input, i) => agent(type, i + 1, input)),
      retries: 1,
      announce: false,
      onProgress: ({ done, total }) => onProgress?.({ step, done, total }),
      ...(memory === undefined ? {} : { shared: memory }),
      ...(timeout === undefined ? {} : { timeout }),
      ...(signal === undefined ? {} : { signal }),
    });
    this.seconds[step] = (this.seconds[step] ?? 0) + (performance.now() - begun) / 1000;
    if (signal?.aborted)
      throw new ResearchError("STOPPED", `The research was stopped at the step "${step}".`);
    return sorted<Input, Output>(inputs, results);
  }
}

function sorted<Input, Output>(
  inputs: readonly Input[],
  results: readonly AgentResult[],
): StepOutcome<Input, Output> {
  const answers: Answer<Input, Output>[] = [];
  const failures: Failure<Input>[] = [];
  for (const [i, input] of inputs.entries()) {
    const { result, error } = results[i] as AgentResult;
    if (error !== null) failures.push({ input, error });
    // The agents of a step are all of one type, whose output this is.
    else answers.push({ input, output: result as Output });
  }
  return { answers, failures };
}
