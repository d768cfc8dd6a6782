import { dirname, relative } from "node:path/posix";
import type { Bus } from "../bus/bus.ts";
import { epochMs } from "../bus/messages.ts";
import type { Session } from "../bus/session.ts";
import { FolderWatcher } from "./folder-watcher.ts";

export interface WatcherInput {
  /** The folder to watch. */
  readonly folder: string;
  /** The project's folder, in which tests stand. */
  readonly root: string;
}

/** The watcher: tells all others what was saved. It also watches the folders of the tests that the tester names. */
export function startWatcher(bus: Bus, { folder, root }: WatcherInput): Session {
  let batch = 0;
  const watcher = new FolderWatcher({
    now: epochMs,
    onChange: (changes, at) => {
      batch++;
      bus.publish({ kind: "saved", batch, at, ...changes });
      tellWaiting();
    },
    onGone: () => tellTrouble(`${folder} was deleted, so there is nothing left to watch.`, true),
    onTrouble: (sentence) => tellTrouble(sentence, false),
  });
  function tellTrouble(message: string, isFatal: boolean): void {
    bus.publish({ kind: "trouble", agent: "watcher", message, isFatal });
  }
  function tellWaiting(): void {
    const { fileCount, folderCount } = watcher;
    const folders = folderCount === 1 ? "1 folder" : `${folderCount} folders`;
    bus.publish({ kind: "waiting", agent: "watcher", has: `${fileCount} files in ${folders}` });
  }
  bus.subscribe((message) => {
    if (message.kind !== "tests") return;
    const known = watcher.folderCount;
    for (const tests of testFolders(message.files, root)) watcher.add(tests);
    if (watcher.folderCount !== known) tellWaiting();
  });
  watcher.add(folder);
  bus.publish({ kind: "hello", agent: "watcher" });
  tellWaiting();
  return { close: () => watcher.close() };
}

/** The folders that hold the tests, as high as they can be below the project's folder: `test` for `test/labs/a.test.ts`. */
function testFolders(files: readonly string[], root: string): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    const [top = "", ...below] = relative(root, file).split("/");
    if (below.length > 0 && top !== "..") folders.add(`${root}/${top}`);
    // A test beside the project's configuration: its folder holds everything, node_modules too, and those are ignored.
    else folders.add(dirname(file));
  }
  return folders;
}
