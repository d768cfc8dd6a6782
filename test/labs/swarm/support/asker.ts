import { type AgentContext, AIAgent } from "../../../../labs/agents/index.ts";

/** Asks its swarm's language model its input. */
export class Asker extends AIAgent<string, string> {
  static module = import.meta.url;

  protected async think(content: string, { model }: AgentContext): Promise<string> {
    return (await model.ask({ messages: [{ role: "user", content }] })).text;
  }
}
