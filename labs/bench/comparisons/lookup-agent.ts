import { type AgentContext, AIAgent } from "../../agents/index.ts";
import { KnownIssues, type KnownIssuesMemory } from "../../sentinel/index.ts";

/** What an agent looks up, one text after the other. */
export type LookupTask = readonly string[];

/** Looks texts up among the known issues. Its answer: the seconds of each lookup. Run it with `shared: { knownIssues }`. */
export class LookupAgent extends AIAgent<LookupTask, readonly number[]> {
  static readonly module: string = import.meta.url;

  protected think(texts: LookupTask, context: AgentContext): readonly number[] {
    const { knownIssues } = context.shared as { readonly knownIssues: KnownIssuesMemory };
    const issues = KnownIssues.open(knownIssues);
    return texts.map((text) => {
      const begun = performance.now();
      issues.search(text, 5);
      return (performance.now() - begun) / 1000;
    });
  }
}
