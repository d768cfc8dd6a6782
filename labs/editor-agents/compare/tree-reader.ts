/** Receives trees, in a thread or in a process. It answers when it holds every one of them, and when it has visited every node. */
import { Socket } from "node:net";
import { isMainThread, parentPort } from "node:worker_threads";
import { readLines } from "../processes/line-bus.ts";
import type { SyntaxNode } from "../trees/syntax-tree.ts";
import { jsonForm, sharedForm } from "../trees/tree-form.ts";
import { loadTreeReader } from "../trees/typescript-unstable.ts";

const reader = await loadTreeReader();
if (isMainThread) {
  const form = jsonForm(reader);
  const pipe = new Socket({ fd: 3 });
  readLines(pipe, (line) =>
    answer(form.open(JSON.parse(line.toString("utf8"))), (text) => pipe.write(`${text}\n`)),
  );
} else {
  const form = sharedForm(reader);
  parentPort?.on("message", (pack: SharedArrayBuffer) =>
    answer(form.open(pack), (text) => parentPort?.postMessage(text)),
  );
}

function answer(trees: readonly SyntaxNode[], send: (text: string) => void): void {
  send("held");
  // The first answer leaves a pipe only when this turn of the event loop ends.
  setImmediate(() => {
    let nodes = 0;
    const visit = (node: SyntaxNode): void => {
      nodes++;
      node.forEachChild(visit);
    };
    for (const tree of trees) visit(tree);
    send(String(nodes));
  });
}
