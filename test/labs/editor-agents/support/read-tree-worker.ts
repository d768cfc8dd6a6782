import { parentPort, workerData } from "node:worker_threads";
import { openTrees } from "../../../../labs/editor-agents/trees/shared-trees.ts";
import { loadTreeReader } from "../../../../labs/editor-agents/trees/typescript-unstable.ts";

const [tree] = openTrees(workerData, await loadTreeReader());
const { bytes } = tree as unknown as { bytes: Uint8Array };
parentPort?.postMessage({
  fileName: tree?.fileName,
  specifiers: tree?.specifiers,
  isShared: bytes.buffer === workerData,
});
