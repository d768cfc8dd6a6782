/**
 * A bare process that does a part of a research: it runs the readers and researchers that its parent deals out, one after the
 * other. What they need is loaded before.
 */
import { readFileSync } from "node:fs";
import { type AgentContext, soloContext } from "../../../labs/agents/index.ts";
import { CorpusResearcher, Reader, type ReadingTask, type Share } from "../../../labs/research/index.ts";
import { KnowledgeBase, SharedContext } from "../../../labs/sharing/index.ts";

/** What the parent sends first. */
export interface BareWork {
  readonly shares: readonly Share[];
  readonly tasks: readonly (readonly ReadingTask[])[];
  /** Files with the bytes of the segments. */
  readonly segments: readonly string[];
}

/** The agent to run: an index of `shares` or of `tasks`. With "begin" the knowledge base is new. */
export type BareOrder = "begin" | { readonly share: number } | { readonly task: number };

let work: BareWork | undefined;
let segments: readonly SharedContext[] = [];
let context: AgentContext | undefined;

process.once("disconnect", () => process.exit());
process.on("message", async (message: BareWork | BareOrder) => {
  if (message === "begin") context = contextWith({ segments, knowledge: new KnowledgeBase() });
  else if ("segments" in message) {
    work = message;
    segments = work.segments.map((file) => SharedContext.ofBytes(readFileSync(file)));
  } else {
    const { error } =
      "share" in message
        ? await new Reader(1).reason(work?.shares[message.share] as Share, context)
        : await new CorpusResearcher(1).reason(work?.tasks[message.task] ?? [], context);
    if (error !== null) throw error;
  }
  process.send?.("done");
});

function contextWith(shared: unknown): AgentContext {
  return {
    agentId: 1,
    worker: "bare",
    shared,
    signal: new AbortController().signal,
    stopRequested: false,
    now: () => performance.now() / 1000,
    model: soloContext(1).model,
  };
}
