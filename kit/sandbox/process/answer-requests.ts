import { siblingModule } from "../../common/sibling-module.ts";
import type { ProgramText, RemoteExplorer } from "../../explore/index.ts";
import { resetClocks } from "./answer-clock.ts";
import { runAnswerModule, setAnswerScope, swarm } from "./answer-module.ts";
import type { AnswerValues } from "./answer-values.ts";
import { watchFunctionTexts } from "./function-text.ts";
import { forbid, trustingUntil } from "./lab-filter.ts";
import { LANGUAGE } from "./lock-intrinsics.ts";
import type { Reply, Request } from "./protocol.ts";
import { replaceName } from "./replaced-name.ts";
import { runSealedModule, sealProcess } from "./sealed-module.ts";
import { simulateCores } from "./simulated-cores.ts";
import { StartedWorkCounter } from "./started-work.ts";
import { endWarmWorkers, startWorkersAnew } from "./warm-workers.ts";

type LoadedAnswer = Omit<Extract<Request, { op: "load" }>, "id" | "op">;

// Fields and methods are looked up by names that a check gives.
// biome-ignore lint/suspicious/noExplicitAny: the answer's values have no types here.
type Anything = any;

/** Does what a check asks of the loaded answer. */
export class AnswerRequests {
  readonly #root: string;
  readonly #values: AnswerValues;
  readonly #iterators = new WeakMap<object, AsyncIterator<unknown> | Iterator<unknown>>();
  readonly #started = new StartedWorkCounter();
  #exported: Record<string, unknown> = {};
  #explorer: (RemoteExplorer & { notAlone: (cause: unknown) => Error }) | undefined;

  /** @param root - the folder from which the answer's imports resolve */
  constructor(root: string, values: AnswerValues) {
    this.#root = root;
    this.#values = values;
    this.#started.start();
  }

  /** @throws what the answer throws */
  async perform(request: Request): Promise<Reply> {
    const { id } = request;
    const { fromWire, toWire } = this.#values;
    const target: Anything = "handle" in request ? this.#values.get(request.handle) : this.#exported;
    switch (request.op) {
      case "ping":
        return { id, value: null };
      case "load":
        return { id, names: await this.#load(request) };
      case "new": {
        const instance = new target[request.name](...request.args.map(fromWire));
        return { id, handle: this.#values.keep(instance) };
      }
      case "get":
      case "field":
        return { id, value: toWire(await target[request.name]) };
      case "call":
        return { id, value: toWire(await target[request.name](...request.args.map(fromWire))) };
      case "invoke":
        return { id, value: toWire(await this.#invoke(target, request)) };
      case "next": {
        const step = await this.#iteratorOf(target).next();
        return { id, done: Boolean(step.done), value: toWire(step.value) };
      }
      case "return": {
        await this.#iterators.get(target)?.return?.();
        this.#iterators.delete(target);
        return { id, value: null };
      }
      case "started":
        return { id, value: toWire(this.#started.counts) };
      case "surround":
        this.#values.surround(fromWire(request.callback), request.around);
        return { id, value: null };
      case "startWorkersAnew":
        startWorkersAnew();
        return { id, value: null };
      case "cores":
        simulateCores(request.cores);
        return { id, value: null };
      case "replace":
        replaceName(this.#exported, request.name, request.text);
        return { id, value: null };
      case "becomeExplorer": {
        // No line of an answer has run here yet.
        this.#explorer = await trustingUntil(async () => {
          // Few answers are explored, so the explorer is no part of the one file that most processes start from.
          const door = siblingModule(import.meta.url, "../../explore/index").href;
          const { loadExplorer, notAlone } = (await import(door)) as typeof import("../../explore/index.ts");
          return { ...(await loadExplorer()), notAlone };
        });
        // The part of the lab that finds what functions refer to is read now: nothing is read beside an answer.
        swarm();
        const names = this.#explorer.seal(LANGUAGE);
        watchFunctionTexts(names.noteText);
        sealProcess(names);
        return { id, value: null };
      }
      case "explore":
        return { id, value: toWire(await this.#explore(request)) };
    }
  }

  async #explore(request: Extract<Request, { op: "explore" }>): Promise<unknown> {
    if (this.#explorer === undefined)
      throw new TypeError("This process runs an answer: it explores nothing.");
    const program = this.#values.fromWire(request.program) as ProgramText;
    const { explore, reachableCode, notAlone, watched } = this.#explorer;
    const { file, given, forbidden } = request;
    const code = reachableCode(request.code, program);
    return watched(async () => {
      try {
        await this.#define({ code, file, given, forbidden });
      } catch (error) {
        throw notAlone(error);
      }
      return explore(program, code);
    });
  }

  /** Reads the definitions that are explored. Nothing of the process is in their reach. */
  async #define({ code, file, given, forbidden }: LoadedAnswer): Promise<void> {
    this.#values.forget(file);
    forbid(forbidden);
    this.#exported = await runSealedModule(code, file, given);
    setAnswerScope(this.#root, code, this.#exported);
  }

  async #load({ code, file, given, forbidden }: LoadedAnswer): Promise<[string, string][]> {
    // An agent of an earlier check leaves nothing behind in a worker of this one.
    endWarmWorkers();
    this.#values.forget(file);
    this.#started.reset();
    simulateCores(undefined);
    resetClocks();
    this.#exported = {};
    forbid(forbidden);
    this.#exported = await runAnswerModule(this.#root, code, file, given);
    return Object.keys(this.#exported).map((name) => [name, kindOf(this.#exported[name])]);
  }

  #invoke(target: Anything, request: Extract<Request, { op: "invoke" }>): unknown {
    const args = request.args.map(this.#values.fromWire);
    if (request.method === undefined) return target(...args);
    const method = target[request.method];
    if (typeof method === "function") return method.apply(target, args);
    // remote.get("field") reads a field of an instance that has no get() of its own.
    if (request.method === "get") return target[args[0] as string];
    throw new TypeError(`${target?.constructor?.name || "The instance"} has no method ${request.method}()`);
  }

  #iteratorOf(target: Anything): AsyncIterator<unknown> | Iterator<unknown> {
    const known = this.#iterators.get(target);
    if (known) return known;
    const iterator = (target[Symbol.asyncIterator] ?? target[Symbol.iterator]).call(target);
    this.#iterators.set(target, iterator);
    return iterator;
  }
}

function kindOf(value: unknown): string {
  if (typeof value === "function")
    return /^class\b/.test(Function.prototype.toString.call(value)) ? "class" : "function";
  return value === null ? "null" : typeof value;
}
