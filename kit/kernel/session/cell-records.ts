import type { CellRecord } from "../bridge.ts";
import type { JupyterMessage } from "./tslab.ts";

/** Keeps a record of every cell run since the kernel's start. */
export class CellRecords {
  readonly #records: CellRecord[] = [];

  get all(): readonly CellRecord[] {
    return this.#records.slice();
  }

  /** Records the start of a cell. Returns a function that records its end. */
  start(
    request: JupyterMessage,
    executionCount: number,
  ): (end: Pick<CellRecord, "status" | "error">) => void {
    const { cellId, tags } = request.metadata;
    const record: CellRecord = {
      executionCount,
      code: String(request.content.code),
      ...(typeof cellId === "string" ? { cellId } : {}),
      ...(Array.isArray(tags) ? { tags: Object.freeze(tags.filter((tag) => typeof tag === "string")) } : {}),
      status: "running",
    };
    const index = this.#records.push(Object.freeze(record)) - 1;
    return (end) => {
      this.#records[index] = Object.freeze({ ...record, ...end });
    };
  }
}
