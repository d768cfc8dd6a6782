import { optionalPackage } from "../../common/optional-package.ts";
import type { SqliteSaver } from "./sqlite-saver.ts";

/**
 * Opens a file of checkpoints for a LangGraph.js graph, and makes it when it does not exist.
 *
 * ```ts
 * using checkpointer = await openCheckpoints("research.db");
 * const app = graph.compile({ checkpointer });
 * await app.invoke(input, { configurable: { thread_id: "monday" } });
 * // After a crash, in a new process:
 * await app.invoke(null, { configurable: { thread_id: "monday" } });
 * ```
 *
 * @param path the file, or ":memory:" for checkpoints that end with the process
 * @throws GraphError CANNOT_READ when the file is no file of checkpoints; MissingPackageError without LangGraph.js
 */
export async function openCheckpoints(path: string): Promise<SqliteSaver> {
  const { SqliteSaver } = await optionalPackage(
    "@langchain/langgraph-checkpoint",
    "save checkpoints of a graph",
    () => import("./sqlite-saver.ts"),
  );
  return new SqliteSaver(path);
}
