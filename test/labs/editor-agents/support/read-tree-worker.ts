import { parentPort, workerData } from "node:worker_threads";
import { openTrees } from "../../../../labs/editor-agents/trees/shared-trees.ts";
import { loadTreeReader } from "../../../../labs/editor-agents/trees/typescript-unstable.ts";

const [tree] = openTrees(workerData, await loadTreeReader());
const { view } = tree as unknown as { view: DataView };
parentPort?.postMessage({
  fileName: tree?.fileName,
  specifiers: tree?.specifiers,
  isShared: view.buffer === workerData,
});
