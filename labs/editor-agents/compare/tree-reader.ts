/**
 * Receives trees, in a thread or in a process. It answers with the microseconds of processor time that it took until it held
 * every tree; and, when it is asked to visit them, with the number of nodes once it has visited them all.
 */
import { Socket } from "node:net";
import { isMainThread, parentPort } from "node:worker_threads";
import { readLines } from "../processes/line-bus.ts";
import type { SyntaxNode } from "../trees/syntax-tree.ts";
import { jsonForm, sharedForm, type TreeForm } from "../trees/tree-form.ts";
import { loadTreeReader } from "../trees/typescript-unstable.ts";

interface Request {
  readonly pack: ReturnType<TreeForm["pack"]>;
  readonly isVisited: boolean;
}

const reader = await loadTreeReader();
const form = isMainThread ? jsonForm(reader) : sharedForm(reader);
/** What this thread had used when it last had nothing to do. */
let idle = process.threadCpuUsage();
if (isMainThread) {
  const pipe = new Socket({ fd: 3 });
  readLines(pipe, (line) => hear(JSON.parse(line.toString("utf8")), (value) => pipe.write(`${value}\n`)));
} else
  parentPort?.on("message", (request: Request) => hear(request, (value) => parentPort?.postMessage(value)));

function hear({ pack, isVisited }: Request, answer: (value: number) => void): void {
  const trees = form.open(pack);
  const { user, system } = process.threadCpuUsage(idle);
  answer(user + system);
  // The answer leaves a pipe only when this turn of the event loop ends.
  setImmediate(() => {
    if (isVisited) answer(countNodes(trees));
    idle = process.threadCpuUsage();
  });
}

function countNodes(trees: readonly SyntaxNode[]): number {
  let nodes = 0;
  const visit = (node: SyntaxNode): void => {
    nodes++;
    node.forEachChild(visit);
  };
  for (const tree of trees) visit(tree);
  return nodes;
}
