import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AnswerProcess } from "../process/answer-process.ts";
import type { SandboxConfig } from "./sandbox-config.ts";
import { sandboxLauncher } from "./sandbox-launcher.ts";

/** How long the first start in a sandbox may take. */
const FIRST_START_TIMEOUT_MS = 20_000;
/** The problem of a start that took longer. On another day it may not. */
export const STARTS_TOO_SLOWLY = `it did not start within ${FIRST_START_TIMEOUT_MS / 1000} s`;

/** Starts an answer's process in a sandbox and pings it. @returns why it does not start; undefined when it replies */
export async function startProblem(config: SandboxConfig, root: string): Promise<string | undefined> {
  const directory = mkdtempSync(join(tmpdir(), "swarmlab-start-"));
  const answer = new AnswerProcess({ root, directory, launcher: sandboxLauncher(config, root) });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void answer.end();
  }, FIRST_START_TIMEOUT_MS);
  try {
    await answer.ask({ op: "ping" });
    return undefined;
  } catch (error) {
    if (isLate) return STARTS_TOO_SLOWLY;
    const said = answer.output.text.trim().split("\n").at(-1) ?? "";
    return said === "" ? (error as Error).message : said.slice(0, 200);
  } finally {
    clearTimeout(timer);
    await answer.end();
    rmSync(directory, { recursive: true, force: true });
  }
}
