import { isAbsolute, join, relative, resolve } from "node:path";
import type { ExecutedCell } from "../checking/index.ts";
import { courseRoot } from "../common/course-root.ts";
import { kernelBridge } from "../kernel/index.ts";
import { HintLadder } from "./coteacher/hint-ladder.ts";
import { CoteacherMemory } from "./coteacher/memory.ts";
import { CheckClient } from "./server/check-client.ts";

/** How long after the import of the kit the check server starts. */
const START_DELAY_MS = 50;

/** The state that check(), hint(), coteach() and ask() of one notebook share. */
export interface Session {
  readonly client: CheckClient;
  readonly hints: HintLadder;
  readonly memory: CoteacherMemory;
}

const key = Symbol.for("swarmlab.gradingSession");

/** The notebook's session. All copies of the kit in one process share it. */
export function session(): Session {
  const holder = globalThis as { [key]?: Session };
  holder[key] ??= {
    client: new CheckClient(courseRoot()),
    hints: new HintLadder(),
    memory: new CoteacherMemory(),
  };
  return holder[key];
}

/** The cells as they were last run, with their text and identity. */
export function executedCells(): ExecutedCell[] {
  return (kernelBridge()?.cells() ?? []).map(({ executionCount, code, cellId }) => ({
    executionCount,
    code,
    ...(cellId === undefined ? {} : { cellId }),
  }));
}

/** Whether this notebook is a learner's own, which lies in the course's `work/` and whose progress is recorded. */
export function isLearnersNotebook(): boolean {
  const path = kernelBridge()?.notebookPath;
  if (path === undefined) return false;
  const inside = relative(join(courseRoot(), "work"), resolve(path));
  return inside !== "" && !inside.startsWith("..") && !isAbsolute(inside);
}

/** Starts the notebook's check server in the background, so that the first check finds it ready. Outside a notebook it does nothing. */
export function startCheckServerSoon(): void {
  if (!kernelBridge()) return;
  const { client } = session();
  // The cell that imports the kit does its own work first.
  setTimeout(() => client.start(), START_DELAY_MS).unref();
}
