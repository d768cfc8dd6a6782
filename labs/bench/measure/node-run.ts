import { fileURLToPath } from "node:url";
import { siblingModule } from "../../common/sibling-module.ts";
import type { NodeOrder } from "./host-messages.ts";
import type { RunOrder } from "./measure-run.ts";

/** A run of one swarm with one executor, in a fresh Node process. */
export function nodeRun(title: string, order: NodeOrder, timeLimit?: number): RunOrder {
  return {
    command: {
      title,
      program: process.execPath,
      // With `gc` exposed, the host collects the garbage of the warm-up before its idle level is measured.
      args: ["--expose-gc", fileURLToPath(siblingModule(import.meta.url, "host"))],
    },
    order,
    ...(timeLimit === undefined ? {} : { timeLimit }),
  };
}
