import { expect, test } from "vitest";
import { exerciseHtml } from "../../../kit/checking/feedback/html.ts";
import { exerciseText } from "../../../kit/checking/feedback/text.ts";
import type { ExerciseReport } from "../../../kit/checking/report.ts";
import { explore, Verdict } from "../../../kit/explore/index.ts";
import { momentsOf } from "../../../kit/explore/picture/moments.ts";
import { rowsOf } from "../../../kit/explore/picture/rows.ts";
import { bugs, type Program } from "./programs/index.ts";
import { words } from "./programs/program.ts";

const named = (name: string): Program["options"] =>
  (bugs.find((bug) => bug.name === name) as Program).options;
const mime = Symbol.for("swarmlab.mime");
const bundleOf = (verdict: Verdict) =>
  (verdict as unknown as Record<symbol, () => Record<string, string>>)[mime]?.() as Record<string, string>;

test("each step stands in its thread's lane, with its line of code and what it did", async () => {
  const verdict = await explore(named("a lost update of three atomic steps"));
  const lines = verdict.toString().split("\n");
  const column = lines.find((line) => /^ +A +B$/.test(line))?.indexOf("B") as number;
  const [first, second] = lines.filter((line) => line.includes("const seen = Atomics.load(counter, 0);"));
  expect(first?.indexOf("const")).toBeLessThan(column);
  expect(second?.indexOf("const")).toBe(column);
  expect(second).toMatch(/^⇄ +2 /);
  expect(lines.filter((line) => line.startsWith("✗"))).toHaveLength(1);
  expect(lines.at(-1)).toBe(`replay: "A1 B2 A1"`);
});

test("a lane is headed by its letter, and by its thread's name where that says more", async () => {
  const twice = ({ w }: { w: Int32Array }) => {
    w[0] = 1;
  };
  const headings = async (threads: readonly string[]) => {
    const verdict = await explore({
      shared: () => ({ w: words() }),
      threads: Object.fromEntries(threads.map((name) => [name, twice])),
    });
    const { "text/html": html, "image/svg+xml": svg } = bundleOf(verdict) as Record<string, string>;
    const inHtml = [...(html ?? "").matchAll(/<th [^>]*>([^<]+)<\/th>/g)].map(([, text]) => text);
    const inSvg = [...(svg ?? "").matchAll(/ y="50"[^>]*>([^<]+)</g)].map(([, text]) => text);
    const inText = verdict.toString().split("\n")[2]?.trim().split(/ {2,}/);
    expect(inSvg).toEqual(inHtml);
    expect(inText).toEqual(inHtml);
    return inHtml;
  };
  expect(await headings(["A", "B"])).toEqual(["A", "B"]);
  expect(await headings(["thread A", "Thread B"])).toEqual(["A", "B"]);
  expect(await headings(["a", "c"])).toEqual(["A", "B · c"]);
  expect(await headings(["Ada", "Grace"])).toEqual(["A · Ada", "B · Grace"]);
});

test("the state of shared memory at each step is what the steps have made of it", async () => {
  const { failure } = await explore(named("a lock whose scope is too small"));
  if (failure === null) throw new Error("not found");
  const rows = rowsOf(failure);
  const moments = momentsOf(failure, rows);
  expect(moments).toHaveLength(rows.length + 1);
  expect(moments[0]?.memory.every(({ value }) => value === "0")).toBe(true);
  const last = Object.fromEntries((moments.at(-1)?.memory ?? []).map(({ cell, value }) => [cell, value]));
  expect(last).toEqual({ "counter[0]": "1", "lock[0]": "0" });
  expect(moments.flatMap(({ threads }) => threads)).toContain("B holds lock[0]");
});

test("steps inside an object of the kit are one row, under the line that called it", async () => {
  const { failure } = await explore(named("two mutexes of the kit in two orders"));
  if (failure === null) throw new Error("not found");
  const rows = rowsOf(failure);
  expect(rows.length).toBeLessThan(failure.length / 2);
  expect(failure.message).toMatch(/A waits for b · lock word, which B holds at line \d of .*runExclusive/);
  expect(rows.every(({ source }) => source.includes("runExclusive"))).toBe(true);
});

test("a page needs nothing from elsewhere, and whatever stands in the code stays text", async () => {
  const evil = "</script><img id=x onerror=alert(1)>";
  const verdict = await explore({
    shared: () => ({ [evil]: words() }),
    threads: {
      [evil]: (shared: Record<string, Int32Array>) => {
        const [memory] = Object.values(shared);
        if (memory) memory[0] = "</script><b>".length;
      },
      other: (shared: Record<string, Int32Array>) => Atomics.load(Object.values(shared)[0] as Int32Array, 0),
    },
  });
  expect(verdict.failure?.kind).toBe("data race");
  const { "text/html": html, "image/svg+xml": svg } = bundleOf(verdict) as Record<string, string>;
  for (const page of [html, svg]) expect(page).not.toMatch(/<img|<b>|onerror=alert\(1\)>/);
  expect(html?.match(/<\/script>/g)).toHaveLength(1);
  expect(html).not.toMatch(/\b(?:src|href)=/);
});

test("a verdict without a failure is a sentence, and no picture", async () => {
  const verdict = await explore({
    shared: () => ({ w: words() }),
    threads: [({ w }) => Atomics.add(w, 0, 1), ({ w }) => Atomics.add(w, 0, 1)],
  });
  expect(Object.keys(bundleOf(verdict))).toEqual(["text/html", "text/plain"]);
  expect(verdict.toString()).toBe(verdict.summary);
  expect(verdict.summary).toBe(
    "Proved: none of the interleavings of the 2 threads fails. 2 interleavings cover them all, because orders that make no difference are run once.",
  );
});

test("feedback on a check shows the picture once, as an image with the text beside it", async () => {
  const verdict = await explore(named("a lost update of three atomic steps"));
  const report = {
    id: "04.1",
    title: "Counter",
    state: "present",
    code: "",
    notes: [],
    hiddenChecks: 0,
    hiddenPoints: 0,
    checks: [
      {
        name: "adds in every order",
        status: "failed",
        points: 0,
        maxPoints: 1,
        message: verdict.summary,
        hidden: false,
        picture: verdict.picture({ summary: false }),
        output: "",
        outputLength: 0,
      },
    ],
  } as unknown as ExerciseReport;
  const html = exerciseHtml(report);
  expect(html.match(/<img /g)).toHaveLength(1);
  const data = /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(html)?.[1] ?? "";
  expect(Buffer.from(data, "base64").toString()).toBe(verdict.picture().svg);
  const text = exerciseText(report);
  expect(text).toContain("const seen = Atomics.load(counter, 0);");
  expect(text.match(/Fails: /g)).toHaveLength(1);
});

test("a long run is shown by its beginning and its end", async () => {
  const verdict = new Verdict(
    await explore({
      shared: () => ({ w: words() }),
      threads: [
        ({ w }) => {
          for (let i = 0; i < 300; i++) Atomics.add(w, 0, i);
        },
        ({ w }) => {
          while (Atomics.load(w, 0) < 40_000);
          throw new Error("late");
        },
      ],
      bound: 0,
    }),
  );
  expect(verdict.failure?.length).toBeGreaterThan(250);
  expect(verdict.failure?.steps).toHaveLength(160);
  expect(verdict.toString()).toMatch(/… \d+ steps more …/);
  expect(verdict.picture().svg.length).toBeLessThan(60_000);
});
