import type { SandboxConfig } from "../../sandbox/index.ts";

/** The environment variable in which a worker machine tells its agents how it grades. */
const GRADING_MACHINE = "SWARMLAB_GRADING_MACHINE";

/** How this machine grades: its own copy of the course, and its own sandbox. */
export interface GradingMachine {
  readonly root: string;
  readonly sandbox: SandboxConfig;
}

/** Makes this process, and those that it starts, a machine that grades. The sandbox has passed its self-test. */
export function becomeGradingMachine(machine: GradingMachine): void {
  process.env[GRADING_MACHINE] = JSON.stringify(machine);
}

/** How this machine grades; undefined for a worker machine that was not started for grading. */
export function gradingMachine(): GradingMachine | undefined {
  const { [GRADING_MACHINE]: text } = process.env;
  return text === undefined ? undefined : (JSON.parse(text) as GradingMachine);
}
