import type { Bus } from "../bus/bus.ts";
import type { EditorMessage, InnerMessage } from "../bus/messages.ts";
import type { Session } from "../bus/session.ts";
import { KnownTrees } from "../graph/known-trees.ts";
import type { TreeForm } from "../trees/tree-form.ts";
import { findOccurrences } from "./occurrences.ts";
import { packageEntries } from "./package-entries.ts";
import { unusedExports } from "./unused-exports.ts";

export interface RefactorerInput {
  /** Exports of files in this folder are looked at. */
  readonly folder: string;
}

type References = Extract<InnerMessage, { kind: "references" }>;

/** The refactorer: says after each change which exports nothing uses, and finds all places of a name to replace. */
export function startRefactorer(bus: Bus, form: TreeForm, { folder }: RefactorerInput): Session {
  const trees = new KnownTrees(form);
  const tests = new Set<string>();
  let reported = -1;
  const report = (batch: number) => {
    // Most saves change no import and no export.
    if (trees.graph.version === reported) return;
    reported = trees.graph.version;
    const entries = packageEntries(folder, (file) => trees.graph.has(file));
    const unused = unusedExports(trees.graph, { folder, entries, isRoot: (file) => tests.has(file) });
    bus.publish({ kind: "exports", batch, unused });
    const has = unused.length === 1 ? "1 export without a user" : `${unused.length} exports without a user`;
    bus.publish({ kind: "waiting", agent: "refactorer", has });
  };
  const answer = ({ id, name, places, problem }: References) => {
    const found = problem === null ? findOccurrences(trees, form.kinds, name, places) : [];
    bus.publish({ kind: "occurrences", id, occurrences: found, problem });
  };
  bus.subscribe((message: EditorMessage) => {
    if (message.kind === "references") answer(message);
    else if (message.kind === "tests") {
      // What tests export is reported by mistake until their names are known, and corrected with the next trees.
      for (const file of message.files) tests.add(file);
    } else if (message.kind === "trees" && trees.take(message)) report(message.batch);
  });
  bus.publish({ kind: "hello", agent: "refactorer" });
  return { close: () => {} };
}
