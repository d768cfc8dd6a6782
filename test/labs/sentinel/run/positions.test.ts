import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSentinel } from "../../../../labs/sentinel/run/run-sentinel.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("Lines that were written while no Sentinel ran are read by the next one, each once, also from a renamed file.", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "cart.log");
  const line = (text: string) => `${new Date().toISOString()} INFO ${text}\n`;
  writeFileSync(file, line("older than the first Sentinel"));
  const watch = async (lines: number, meanwhile = () => {}) => {
    const sentinel = await openSentinel({
      source: { kind: "tail", files: [file] },
      ...{ store: join(folder.path, "store.db"), knownIssues: 0, concurrency: 1, grace: 2 },
    });
    try {
      await expect.poll(() => sentinel.state.phase).toBe("watching");
      meanwhile();
      await expect.poll(() => sentinel.state.counts.lines).toBe(lines);
    } finally {
      sentinel.stop();
    }
    return (await sentinel.ended).record.state;
  };
  // A file that is there at the first start is followed from its end.
  await watch(0);
  appendFileSync(file, line("one") + line("two"));
  renameSync(file, `${file}.1`);
  writeFileSync(file, line("three"));
  const second = await watch(4, () => appendFileSync(file, line("four")));
  expect(second.counts.lines).toBe(4);
  expect(second.sentences.join("\n")).toContain("3 lines that came while no Sentinel ran");
  const third = await watch(0);
  expect(third.counts.lines).toBe(0);
});
