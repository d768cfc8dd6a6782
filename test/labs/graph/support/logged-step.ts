import { appendFileSync } from "node:fs";
import { type AgentContext, AIAgent } from "../../../../labs/agents/index.ts";

/** Notes in a file that it runs, computes so many seconds, and answers its name. */
export class LoggedStep extends AIAgent<{ log: string; name: string; seconds: number }, string> {
  static readonly module: string = import.meta.url;

  protected think(
    { log, name, seconds }: { log: string; name: string; seconds: number },
    context: AgentContext,
  ): string {
    appendFileSync(log, `${name} `);
    const end = context.now() + seconds;
    while (context.now() < end && !context.stopRequested);
    return name;
  }
}
