import { AnswerFault } from "../../process/answer-fault.ts";
import { AnswerProcess } from "../../process/answer-process.ts";
import { loadAnswer } from "../../process/answer-processes.ts";
import type { RemoteSubmission } from "../../process/remote-submission.ts";
import type { Probe, SelfTestResult } from "../sandbox.ts";
import type { SandboxConfig } from "../sandbox-config.ts";
import { sandboxLauncher } from "../sandbox-launcher.ts";
import { probeCode } from "./probe-code.ts";

/** How long the probes of one process may take. */
const PROBES_TIMEOUT_MS = 20_000;
const MEGABYTE = 1024 * 1024;

/** Limits that probes pass quickly. */
export const PROBED_MEMORY = { memoryBytes: 256 * MEGABYTE };
export const PROBED_TASKS = { tasks: 48 };
/** Tasks that may be counted with that limit: some end while they are counted. */
const MAX_COUNTED_TASKS = 52;

/** Where probes run. */
export interface ProbePlace {
  readonly config: SandboxConfig;
  /** The course's folder. */
  readonly root: string;
  /** An empty folder for files of the self-test. */
  readonly directory: string;
  /** Whether the probes may start processes. @default false */
  readonly processes?: boolean;
  /** Code with further probes. @default none */
  readonly code?: string;
}

/** Asks the loaded probes for what they find. */
export type Probes = (submission: RemoteSubmission, answer: AnswerProcess) => Promise<Probe[]>;

/** Loads the probe code into a process in the sandbox and runs probes there. An error is a probe that did not hold. */
export async function runProbes(
  { config, root, directory, processes = false, code = "" }: ProbePlace,
  probes: Probes,
): Promise<Probe[]> {
  const answer = new AnswerProcess({ root, directory, processes, launcher: sandboxLauncher(config, root) });
  const timer = setTimeout(() => void answer.end(), PROBES_TIMEOUT_MS);
  try {
    return await probes(await loadAnswer(answer, { code: probeCode + code, file: "/probe.js" }), answer);
  } catch (error) {
    return [{ name: "the probes run to their end", held: false, saw: (error as Error).message }];
  } finally {
    clearTimeout(timer);
    await answer.end();
  }
}

/** The result of all probes. */
export function resultOf(probes: readonly Probe[]): SelfTestResult {
  const broken = probes.filter((probe) => !probe.held);
  const sentence =
    broken.length === 0
      ? `The sandbox held in all of ${probes.length} probes.`
      : `The sandbox did not hold: ${broken.map(({ name, saw }) => `${name} (${saw})`).join("; ")}.`;
  return { held: broken.length === 0, probes, sentence };
}

/** Takes more memory than {@link PROBED_MEMORY}. */
export async function probeMemory(submission: RemoteSubmission): Promise<Probe[]> {
  const name = "an answer that takes too much memory is ended";
  try {
    const held = await submission.call("hold", 512 * MEGABYTE);
    return [{ name, held: false, saw: `${held * 8} MB` }];
  } catch (error) {
    return [{ name, held: AnswerFault.is(error), saw: (error as Error).message }];
  }
}

/** Starts more tasks than {@link PROBED_TASKS}. @param counter - the probe that starts and counts them */
export async function probeTasks(
  submission: RemoteSubmission,
  counter: "tasks" | "ownTasks",
): Promise<Probe[]> {
  const most = Number(await submission.call(counter, 6));
  const held = most > 0 && most <= MAX_COUNTED_TASKS;
  return [{ name: "the number of tasks is bounded", held, saw: `${most} tasks` }];
}
