import { afterEach, expect, test } from "vitest";
import { feedbackPage } from "../../../../kit/grading/gradebook/feedback-page.ts";
import { FeedbackWriter } from "../../../../kit/grading/gradebook/feedback-writer.ts";
import { gradescopeResults } from "../../../../kit/grading/gradebook/gradescope.ts";
import { check, report, row } from "./rows.ts";

const ann = row("ann", [report("01.1", [check("adds two numbers")])]);
const writers: FeedbackWriter[] = [];
afterEach(async () => {
  for (const writer of writers.splice(0)) await writer.close();
});

function writerWith(limits: { seconds: number; heapMegabytes: number }, code?: string): FeedbackWriter {
  const module = code === undefined ? [] : [new URL(`data:text/javascript,${encodeURIComponent(code)}`)];
  const writer = new FeedbackWriter(limits, ...module);
  writers.push(writer);
  return writer;
}

test("feedback that a thread writes is that of the row", async () => {
  const writer = writerWith({ seconds: 300, heapMegabytes: 512 });
  const bob = row("bob", [report("01.1", [check("adds", { status: "failed", message: "It does not." })])]);
  for (const one of [ann, bob])
    expect(await writer.write(one)).toEqual({ page: feedbackPage(one), results: gradescopeResults(one) });
});

/** What a thread writes that is asked for feedback by these lines. */
const listening = (lines: string) =>
  `import { parentPort } from "node:worker_threads"; parentPort.on("message", (row) => { ${lines} });`;

test.each([
  ["never ends", "for (;;);", { seconds: 0.5, heapMegabytes: 512 }],
  [
    "takes too much memory",
    "const all = []; for (;;) all.push(new Array(10_000).fill(row));",
    { seconds: 300, heapMegabytes: 16 },
  ],
])(
  "a row whose feedback %s has its points, and a sentence in place of its details",
  async (_, lines, limits) => {
    const { page, results } = await writerWith(limits, listening(lines)).write(ann);
    expect(page).toContain("<b>1 of 1</b>");
    expect(page).toContain("What the checks found cannot be shown: writing it took too much time or memory.");
    expect(page).not.toContain("adds two numbers");
    expect(results).toMatchObject({ score: 1, tests: [] });
  },
);

test("the next row is written by a new thread", async () => {
  // The thread that gets the first row is at an end of its memory; another one has room for the next.
  const writer = writerWith(
    { seconds: 300, heapMegabytes: 16 },
    listening(
      'const all = []; while (row.student.id === "ann") all.push(new Array(10_000).fill(row)); parentPort.postMessage({ page: "page", results: {} });',
    ),
  );
  expect((await writer.write(ann)).page).toContain("cannot be shown");
  expect(await writer.write(row("bob", []))).toEqual({ page: "page", results: {} });
});

test("a fault of the thread itself is an error, and no page without details", async () => {
  const writer = writerWith({ seconds: 300, heapMegabytes: 512 }, 'throw new Error("broken")');
  await expect(writer.write(ann)).rejects.toThrow("broken");
});
