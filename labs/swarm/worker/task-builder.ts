import type { CopyRules } from "../../common/copy/copy.ts";
import { moduleReference } from "../transfer/class-reference.ts";
import type { Deserialized } from "../transfer/deserialize.ts";
import type { AgentType, JobMessage } from "./messages.ts";
import type { RunnableTask } from "./run-agent.ts";

/** Turns job messages of one run into tasks that can run in this isolate. */
export class TaskBuilder {
  readonly run: number;
  /** What agents find as `context.shared`. */
  readonly shared: unknown;
  readonly #deserialized: Deserialized;
  readonly #types: readonly AgentType[];

  constructor(run: number, deserialized: Deserialized, types: readonly AgentType[], shared: unknown) {
    this.run = run;
    this.#deserialized = deserialized;
    this.#types = types;
    this.shared = deserialized.value(shared);
  }

  /** Throws when the input or the arguments cannot be deserialized. */
  taskOf(message: JobMessage): RunnableTask {
    const [, agentId, type, input, rest] = message;
    const { name, agentType } = this.#types[type] as AgentType;
    return {
      agentId,
      agentType,
      // The coordinator has put a class or function of agents under this name.
      type: this.#deserialized.get(name) as RunnableTask["type"],
      input: this.#deserialized.value(input),
      rest: this.#deserialized.value(rest) as readonly unknown[],
    };
  }

  /** How results cross to the coordinator. */
  copyRules(worker: "thread" | "process"): CopyRules {
    const referenceTo = (type: object) => this.#deserialized.nameOf(type) ?? moduleReference(type);
    return worker === "thread" ? { referenceTo, share: handleOf, sharesMemory: true } : { referenceTo };
  }

  agentOf([, agentId, type]: JobMessage): { readonly agentId: number; readonly agentType: string } {
    return { agentId, agentType: this.#types[type]?.agentType ?? "" };
  }
}

/**
 * The handle of an object of labs/sharing; undefined for other objects that are written like one, which only their own class can
 * revive. It is looked at here, because labs/sharing is loaded only by workers that use it.
 */
function handleOf(value: { share(): unknown }): unknown {
  const handle = value.share();
  const { kind, buffer } = Object(handle) as { readonly kind?: unknown; readonly buffer?: unknown };
  const isOfLabs = typeof kind === "string" && kind.startsWith("swarmlab.");
  return isOfLabs && buffer instanceof SharedArrayBuffer ? handle : undefined;
}
