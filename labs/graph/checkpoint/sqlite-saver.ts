import { isDeepStrictEqual } from "node:util";
import type { RunnableConfig } from "@langchain/core/runnables";
import {
  BaseCheckpointSaver,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  compareWritesSortKeys,
  copyCheckpoint,
  type PendingWrite,
  WRITES_IDX_MAP,
  writesSortKey,
} from "@langchain/langgraph-checkpoint";
import { GraphError } from "../graph-error.ts";
import { CheckpointFile, type CheckpointRow, type Place, type WriteRow } from "./checkpoint-file.ts";
import { StateSerializer } from "./state-serializer.ts";

/** A place in a file of checkpoints, and the checkpoint that a config names. */
interface Address extends Place {
  readonly id: string | undefined;
}

/**
 * Checkpoints of LangGraph.js in one SQLite file, with nothing to install: Node.js brings SQLite. A graph that was killed in
 * the middle of a step goes on from its last checkpoint with `invoke(null, config)`; nodes of that step that had ended do
 * not run again. It is open until `close()`, or the end of an `await using` or `using` block.
 */
export class SqliteSaver extends BaseCheckpointSaver {
  readonly #file: CheckpointFile;

  /** @throws GraphError CANNOT_READ when the file is no file of checkpoints */
  constructor(path: string) {
    super();
    // The base class brings LangGraph.js's own serializer.
    this.serde = new StateSerializer(this.serde);
    this.#file = new CheckpointFile(path);
  }

  async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    if (config.configurable?.thread_id === undefined) return undefined;
    const address = addressOf(config);
    const row = this.#file.checkpoint(address, address.id);
    return row === undefined ? undefined : this.#tuple(row);
  }

  async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { before, filter = {} } = options;
    let { limit = Number.POSITIVE_INFINITY } = options;
    const { thread_id: thread, checkpoint_ns: namespace } = config.configurable ?? {};
    const place = { ...(thread !== undefined && { thread }), ...(namespace !== undefined && { namespace }) };
    for (const row of this.#file.checkpoints(place, before?.configurable?.checkpoint_id)) {
      if (limit <= 0) return;
      const tuple = await this.#tuple(row);
      const metadata = tuple.metadata as Record<string, unknown> | undefined;
      if (!Object.entries(filter).every(([key, value]) => isDeepStrictEqual(metadata?.[key], value)))
        continue;
      limit--;
      yield tuple;
    }
  }

  async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
  ): Promise<RunnableConfig> {
    const { thread, namespace, id: parent = null } = addressOf(config);
    const [type, bytes] = await this.serde.dumpsTyped(copyCheckpoint(checkpoint));
    const [metadataType, metadataBytes] = await this.serde.dumpsTyped(metadata);
    const { id } = checkpoint;
    this.#file.saveCheckpoint({
      thread,
      namespace,
      id,
      parent,
      type,
      checkpoint: bytes,
      metadata_type: metadataType,
      metadata: metadataBytes,
    });
    return configOf({ thread, namespace }, id);
  }

  async putWrites(config: RunnableConfig, writes: PendingWrite[], task: string, path = ""): Promise<void> {
    const { thread, namespace, id } = addressOf(config);
    if (id === undefined) throw missing("checkpoint_id");
    const rows = await Promise.all(
      writes.map(async ([channel, written], index) => {
        const [type, value] = await this.serde.dumpsTyped(written);
        // Errors and interrupts of a task have fixed positions below 0, and a later one replaces an earlier one.
        const position = WRITES_IDX_MAP[channel] ?? index;
        const isReplacing = position < 0;
        return { thread, namespace, id, task, position, channel, path, type, value, isReplacing };
      }),
    );
    this.#file.saveWrites(rows);
  }

  async deleteThread(thread: string): Promise<void> {
    this.#file.deleteThread(thread);
  }

  /** Closes the file. A second call has no effect. */
  close(): void {
    this.#file.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #tuple(row: CheckpointRow): Promise<CheckpointTuple> {
    const writes = this.#file.writes(row, row.id).map((write) => ({ write, key: sortKey(write) }));
    writes.sort((a, b) => compareWritesSortKeys(a.key, b.key));
    const pendingWrites = await Promise.all(
      writes.map(async ({ write: { task, channel, type, value } }): Promise<CheckpointPendingWrite> => {
        return [task, channel, await this.serde.loadsTyped(type, value)];
      }),
    );
    return {
      config: configOf(row, row.id),
      // The serializer returns what was put: a checkpoint and its metadata.
      checkpoint: (await this.serde.loadsTyped(row.type, row.checkpoint)) as Checkpoint,
      metadata: (await this.serde.loadsTyped(row.metadata_type, row.metadata)) as CheckpointMetadata,
      pendingWrites,
      ...(row.parent !== null && { parentConfig: configOf(row, row.parent) }),
    };
  }
}

function sortKey({ path, task, position }: WriteRow) {
  return writesSortKey(path, task, position);
}

function addressOf({ configurable = {} }: RunnableConfig): Address {
  const { thread_id: thread, checkpoint_ns: namespace = "", checkpoint_id: id } = configurable;
  if (thread === undefined) throw missing("thread_id");
  return { thread: String(thread), namespace, id: id || undefined };
}

function configOf({ thread, namespace }: Place, id: string): RunnableConfig {
  return { configurable: { thread_id: thread, checkpoint_ns: namespace, checkpoint_id: id } };
}

function missing(key: string): GraphError {
  return new GraphError(
    "INVALID_ARGUMENT",
    `A graph with checkpoints needs ${key}: run it with { configurable: { thread_id: "a name" } }.`,
  );
}
