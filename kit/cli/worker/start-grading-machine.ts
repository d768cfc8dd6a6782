import { courseRoot } from "../../common/course-root.ts";
import { becomeGradingMachine } from "../../grading/index.ts";
import { findSandbox, isSandbox, type Sandbox, type SandboxKind } from "../../sandbox/index.ts";
import { CommandFailure } from "../run-command/define-command.ts";

const NO_SANDBOX = 1;

/**
 * Makes this process a machine that grades: finds its sandbox, and tries it with harmless probes.
 *
 * @param prefer the only kind to use. @default the best one that works here
 * @throws CommandFailure when there is no sandbox that holds
 */
export async function startGradingMachine(prefer: SandboxKind | undefined): Promise<Sandbox> {
  const root = courseRoot();
  const sandbox = await findSandbox({ root, ...(prefer ? { prefer } : {}) });
  if (!isSandbox(sandbox)) throw new CommandFailure(sandbox.sentence, NO_SANDBOX);
  const test = sandbox.kind === "none" ? undefined : await sandbox.selfTest();
  if (test && !test.held) {
    await sandbox.close();
    throw new CommandFailure(
      `The sandbox did not hold, so this machine does not grade: ${test.sentence}`,
      NO_SANDBOX,
    );
  }
  becomeGradingMachine({ root, sandbox: sandbox.config });
  return sandbox;
}
