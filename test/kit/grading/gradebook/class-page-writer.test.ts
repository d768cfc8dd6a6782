import { afterEach, expect, test } from "vitest";
import { classPage } from "../../../../kit/grading/gradebook/class-page.ts";
import { ClassPageWriter } from "../../../../kit/grading/gradebook/class-page-writer.ts";
import { ClassStats } from "../../../../kit/grading/gradebook/class-stats.ts";
import { facts, sampleClass } from "./sample-class.ts";

const stats = new ClassStats();
for (const row of sampleClass()) stats.add(row, ["feedback", row.student.id, "01.html"]);
const input = { stats, facts, problems: ["A file has no owner."], similar: [], folder: "/class/out" };

const writers: ClassPageWriter[] = [];
afterEach(async () => {
  for (const writer of writers.splice(0)) await writer.close();
});
function writerWith(limits: { seconds: number; heapMegabytes: number }, code?: string): ClassPageWriter {
  const module = code === undefined ? [] : [new URL(`data:text/javascript,${encodeURIComponent(code)}`)];
  const writer = new ClassPageWriter(limits, ...module);
  writers.push(writer);
  return writer;
}

test("the page that a thread writes is that of the class, with its charts", {
  timeout: 300_000,
}, async () => {
  const writer = writerWith({ seconds: 300, heapMegabytes: 512 });
  writer.start();
  const { page, note } = await writer.write(input);
  expect(note).toBeUndefined();
  expect(page).toBe(await classPage(input));
  expect(page).toContain("data:image/svg+xml;base64,");
});

test.each([
  ["never ends", "for (;;);", { seconds: 0.5, heapMegabytes: 512 }],
  [
    "takes too much memory",
    "const all = []; for (;;) all.push(new Array(10_000).fill(question));",
    { seconds: 300, heapMegabytes: 16 },
  ],
])(
  "a class whose page %s gets one that says where its rows are",
  { timeout: 300_000 },
  async (_, lines, limits) => {
    const code = `import { parentPort } from "node:worker_threads"; parentPort.on("message", (question) => { ${lines} });`;
    const { page, note } = await writerWith(limits, code).write(input);
    expect(note).toContain("writing it took too much time or memory. Every row is in gradebook.csv");
    expect(page).toContain(note);
  },
);

test("a thread that cannot start is an error, and no page without rows", { timeout: 300_000 }, async () => {
  const writer = writerWith({ seconds: 300, heapMegabytes: 512 }, 'throw new Error("broken")');
  writer.start();
  await expect(writer.write(input)).rejects.toThrow("broken");
});
