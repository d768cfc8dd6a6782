/**
 * A bare process that does a part of a research: it reads its shares, or its researchers' tasks, one after the other.
 * It loads what it needs first, then waits for the word to begin.
 */
import { readFileSync } from "node:fs";
import type { AgentContext } from "../../../labs/agents/index.ts";
import { CorpusResearcher, Reader, type ReadingTask, type Share } from "../../../labs/research/index.ts";
import { KnowledgeBase, SharedContext } from "../../../labs/sharing/index.ts";

/** What the parent sends first. */
export interface BareWork {
  readonly shares: readonly Share[];
  readonly tasks: readonly (readonly ReadingTask[])[];
  /** Files with the bytes of the segments. */
  readonly segments: readonly string[];
}

let work: BareWork | undefined;
let context: AgentContext | undefined;

process.on("message", async (message: BareWork | "go") => {
  if (message !== "go") {
    work = message;
    const segments = work.segments.map((file) => SharedContext.ofBytes(readFileSync(file)));
    context = {
      agentId: 0,
      worker: "bare",
      shared: { segments, knowledge: new KnowledgeBase() },
      signal: new AbortController().signal,
      stopRequested: false,
      now: () => performance.now() / 1000,
    };
    process.send?.("ready");
    return;
  }
  for (const [i, share] of work?.shares.entries() ?? []) must(await new Reader(i).reason(share, context));
  for (const [i, tasks] of work?.tasks.entries() ?? []) {
    must(await new CorpusResearcher(i).reason(tasks, context));
  }
  process.send?.("done");
});

function must({ error }: { readonly error: Error | null }): void {
  if (error !== null) throw error;
}
