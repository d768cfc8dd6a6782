import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with these files, which is removed at the end of the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "research-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Some texts about locks and channels, with a licence, a source and an example. */
export const SMALL_CORPUS: Readonly<Record<string, string>> = {
  "locks/README.md": `# Locks

A mutex protects shared memory, so that only one thread changes it at a time.

## Deadlock

A deadlock is a circle of threads that wait for each other's mutex.
You avoid a deadlock when every thread takes its locks
in the same order.

\`\`\`js
const guard = mutex.lock();
guard.release(); // one order avoids a deadlock of threads
\`\`\`
`,
  "channels/README.md": `# Channels

A channel carries messages between threads without a shared lock.

* A bounded channel makes a fast sender wait.
* An unbounded channel may use up all memory before anybody notices a deadlock.
`,
  "channels/src/channel.ts": `/**
 * Sends a message, and waits while the channel
 * is full. It cannot cause a deadlock of threads by itself.
 */
export function send(message: string): void {}
`,
  "locks/LICENSE": "Permission is hereby granted to use the locks for any purpose without a fee.\n",
};
