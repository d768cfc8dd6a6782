import type { AgentContext } from "./agent-context.ts";
import { AIAgent } from "./ai-agent.ts";

/** The input of a Researcher. */
export interface ResearchQuestion {
  /** The word to look for. */
  readonly topic: string;
  /** The text to search. */
  readonly text: string;
}

/** The output of a Researcher. */
export interface Finding {
  readonly topic: string;
  /** The number of sentences that mention the topic. */
  readonly mentions: number;
  /** Up to three words that are most frequent in the same sentences. */
  readonly related: readonly string[];
  /** The insight's index in the knowledge base. */
  readonly insight: number;
  /** The number of insights that were in the knowledge base before. */
  readonly knownBefore: number;
}

/** The members of a knowledge base that a Researcher uses; `KnowledgeBase` of labs/sharing has them. */
export interface InsightStore {
  readonly entryCount: number;
  /** Returns the index of the insight. */
  addInsight(agentName: string, text: string): number;
}

/** Shorter words, such as "the", are not counted as related. */
const SHORTEST_WORD = 4;

/**
 * Searches a text for one topic and adds its finding to the swarm's knowledge base, where every other agent can read it
 * at once. Run it with `shared: { knowledge: new KnowledgeBase() }`.
 */
export class Researcher extends AIAgent<ResearchQuestion, Finding> {
  static readonly module: string = import.meta.url;

  protected think({ topic, text }: ResearchQuestion, context: AgentContext): Finding {
    const { knowledge } = (context.shared ?? {}) as { knowledge?: InsightStore };
    if (knowledge === undefined) {
      throw new TypeError(
        "Researcher needs a knowledge base: run it with shared: { knowledge: new KnowledgeBase() }.",
      );
    }
    const knownBefore = knowledge.entryCount;
    const wanted = topic.toLowerCase();
    const counts = new Map<string, number>();
    let mentions = 0;
    for (const sentence of text.toLowerCase().split(/[.!?]+/)) {
      const words: readonly string[] = sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
      if (!words.includes(wanted)) continue;
      mentions++;
      for (const word of new Set(words)) {
        if (word !== wanted && word.length >= SHORTEST_WORD) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    // Equally frequent words in alphabetical order: the same text gives the same finding.
    const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const related = ranked.slice(0, 3).map(([word]) => word);
    const insight = knowledge.addInsight(
      `${this.agentType} ${this.agentId}`,
      describe(topic, mentions, related),
    );
    return { topic, mentions, related, insight, knownBefore };
  }
}

function describe(topic: string, mentions: number, related: readonly string[]): string {
  if (mentions === 0) return `${topic} is not mentioned.`;
  const company = related.length > 0 ? `, most often with ${related.join(", ")}` : "";
  return `${topic} is mentioned in ${mentions} ${mentions === 1 ? "sentence" : "sentences"}${company}.`;
}
