import { type AgentContext, AIAgent } from "../agents/index.ts";
import { type Bus, ThreadBus } from "./bus/bus.ts";
import type { Session } from "./bus/session.ts";
import { type ParserInput, startParser } from "./parser/start-parser.ts";
import { type RefactorerInput, startRefactorer } from "./refactorer/start-refactorer.ts";
import { startTester, type TesterInput } from "./tester/start-tester.ts";
import { sharedForm, type TreeForm } from "./trees/tree-form.ts";
import { loadTreeReader } from "./trees/typescript-unstable.ts";
import { startWatcher, type WatcherInput } from "./watcher/start-watcher.ts";

/** What an agent of an editor begins with: its own settings, and the name of the bus that all of them share. */
export type OnBus<Input> = Input & { readonly bus: string };

/** A long-lived agent: it works until it is asked to stop. Its trees lie in memory that all agents share. */
abstract class EditorAgent<Input> extends AIAgent<OnBus<Input>, string> {
  protected async think(input: OnBus<Input>, { signal }: AgentContext): Promise<string> {
    const bus = new ThreadBus(input.bus);
    try {
      const session = await this.start(bus, sharedForm(await loadTreeReader()), input);
      await stopped(signal);
      await session.close();
    } finally {
      bus.close();
    }
    return "stopped";
  }

  protected abstract start(bus: Bus, form: TreeForm, input: Input): Session | Promise<Session>;
}

/** Tells all others what was saved. */
export class Watcher extends EditorAgent<WatcherInput> {
  static readonly module: string = import.meta.url;

  protected start(bus: Bus, _: TreeForm, input: WatcherInput): Session {
    return startWatcher(bus, input);
  }
}

/** Has each file parsed once, and shares its tree. */
export class Parser extends EditorAgent<ParserInput> {
  static readonly module: string = import.meta.url;

  protected start(bus: Bus, form: TreeForm, input: ParserInput): Promise<Session> {
    return startParser(bus, form, input);
  }
}

/** Runs the tests that a save touches. */
export class TestRunner extends EditorAgent<TesterInput> {
  static readonly module: string = import.meta.url;

  protected start(bus: Bus, form: TreeForm, input: TesterInput): Promise<Session> {
    return startTester(bus, form, input);
  }
}

/** Finds exports without a user, and all places of a name. */
export class Refactorer extends EditorAgent<RefactorerInput> {
  static readonly module: string = import.meta.url;

  protected start(bus: Bus, form: TreeForm, input: RefactorerInput): Session {
    return startRefactorer(bus, form, input);
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
