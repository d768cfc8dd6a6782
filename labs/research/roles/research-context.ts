import type { AgentContext } from "../../agents/index.ts";
import type { KnowledgeBase, SharedContext } from "../../sharing/index.ts";
import { Bm25 } from "../search/bm25.ts";
import { Library } from "../search/library.ts";

/** What all agents of a research share. */
export interface ResearchMemory {
  /** The corpus with its index. Every thread reads it in place. */
  readonly segments: readonly SharedContext[];
  /** The passages that the researchers have found, as JSON. */
  readonly knowledge: KnowledgeBase;
}

/** What an agent of a research works with. */
export interface Workplace {
  readonly library: Library;
  readonly ranker: Bm25;
  readonly knowledge: KnowledgeBase;
}

/** One for each thread and research: the agents that a thread runs one after the other open the library once. */
const workplaces = new WeakMap<object, Workplace>();

/** @throws TypeError outside a research */
export function workplaceOf(context: AgentContext): Workplace {
  const memory = context.shared as Partial<ResearchMemory> | undefined;
  if (memory?.segments === undefined || memory.knowledge === undefined) {
    throw new TypeError(
      "An agent of a research needs shared: { segments, knowledge }; runResearch hands them over.",
    );
  }
  const known = workplaces.get(memory);
  if (known !== undefined) return known;
  const library = new Library(memory.segments);
  const workplace = { library, ranker: new Bm25(library), knowledge: memory.knowledge };
  workplaces.set(memory, workplace);
  return workplace;
}
