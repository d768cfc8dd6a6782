import type { SyntaxTree } from "./syntax-tree.ts";
import type { TreeReader } from "./typescript-unstable.ts";

const COUNT_BYTES = 8;
const ENTRY_BYTES = 8;

/**
 * Writes the tables of many trees into one piece of shared memory, which every thread then reads in place. This is the
 * only copy that is ever made of them.
 *
 * Memory: Int32 word 0 is the number of trees; from byte 8 on, two words a tree: where its table begins, and its length
 * in bytes; then the tables, each from a multiple of 8 on.
 * Memory ordering: all is written before the buffer is posted, and receiving a message comes after posting it.
 */
export function packTrees(tables: readonly Uint8Array[]): SharedArrayBuffer {
  const start = COUNT_BYTES + tables.length * ENTRY_BYTES;
  const size = tables.reduce((sum, { length }) => sum + aligned(length), start);
  const pack = new SharedArrayBuffer(size);
  const words = new Int32Array(pack, 0, start / 4);
  const bytes = new Uint8Array(pack);
  words[0] = tables.length;
  let at = start;
  for (const [index, table] of tables.entries()) {
    words.set([at, table.length], 2 + index * 2);
    bytes.set(table, at);
    at += aligned(table.length);
  }
  return pack;
}

/** Opens the trees of a pack in this thread. No node is made until it is visited. */
export function openTrees(pack: SharedArrayBuffer, reader: TreeReader): SyntaxTree[] {
  const [count = 0] = new Int32Array(pack, 0, 1);
  const words = new Int32Array(pack, COUNT_BYTES, count * 2);
  return Array.from({ length: count }, (_, index) =>
    reader.open(new Uint8Array(pack, words[index * 2], words[index * 2 + 1])),
  );
}

const aligned = (length: number) => (length + 7) & ~7;
