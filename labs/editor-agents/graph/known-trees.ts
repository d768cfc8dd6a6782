import type { InnerMessage } from "../bus/messages.ts";
import type { SyntaxTree } from "../trees/syntax-tree.ts";
import type { TreeForm } from "../trees/tree-form.ts";
import { moduleFacts } from "./module-facts.ts";
import { ModuleGraph } from "./module-graph.ts";

/** The trees that an agent has received, and what they say about modules. */
export class KnownTrees {
  readonly graph = new ModuleGraph();
  readonly #form: TreeForm;
  readonly #trees = new Map<string, SyntaxTree>();
  #hasAll = false;

  constructor(form: TreeForm) {
    this.#form = form;
  }

  /** Takes in a message. Returns whether it said anything new. */
  take(message: Extract<InnerMessage, { kind: "trees" }>): boolean {
    if (message.isRepeat && this.#hasAll) return false;
    if (message.isRepeat || message.saved === null) this.#hasAll = true;
    const fresh = new Map<string, SyntaxTree>();
    for (const pack of message.packs)
      for (const tree of this.#form.open(pack)) fresh.set(tree.fileName, tree);
    for (const [file, tree] of fresh) {
      this.#trees.set(file, tree);
      this.graph.set(moduleFacts(tree, this.#form.kinds));
    }
    for (const file of message.removed) {
      this.#trees.delete(file);
      this.graph.delete(file);
    }
    this.graph.setPackages(message.packages);
    return true;
  }

  /** The tree of a file, by the file's name or by the compiler's path, which has small letters where the file system ignores case. */
  tree(path: string): SyntaxTree | undefined {
    const tree = this.#trees.get(path);
    if (tree !== undefined) return tree;
    return [...this.#trees].find(([file]) => file.toLowerCase() === path)?.[1];
  }
}
