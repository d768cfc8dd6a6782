import { expect, test } from "vitest";
import { explore } from "../../../kit/explore/index.ts";
import { htmlPicture } from "../../../kit/explore/picture/html.ts";
import { wrap } from "../../../kit/explore/picture/wrap.ts";
import { times, words } from "./programs/program.ts";

type Words = Int32Array<SharedArrayBuffer>;
interface Shared {
  readonly flag: Words;
  readonly counter: Words;
}
const shared = () => ({ flag: words(), counter: words() });

const racy = ({ counter }: Shared) => {
  Atomics.store(counter, 0, Atomics.load(counter, 0) + 1);
};

test("the headline is not cut: all words of the message stand in the drawing", async () => {
  const reason = `${"the balance of the account is not what was paid in, ".repeat(6)}and that is the end`;
  const verdict = await explore({
    shared,
    threads: [racy, racy],
    finally: ({ counter }) => {
      if (counter[0] !== 2) throw new Error(reason);
    },
  });
  const { svg } = verdict.picture();
  const shown = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, line]) => line).join(" ");
  expect(shown).toContain(verdict.failure?.message.replaceAll(">", "&gt;"));
  expect(svg).not.toMatch(/paid in[^<]*…/);
});

test("eight lanes are narrow, and every step stands beside them with its whole line", async () => {
  const verdict = await explore({
    shared,
    threads: times(8, racy),
    finally: ({ counter }) => counter[0] === 99,
  });
  const { svg, text } = verdict.picture();
  const html = htmlPicture(verdict);
  expect(html).toContain("Atomics.store(counter, 0, Atomics.load(counter, 0)");
  // Eight lanes of 1.6 em, and one wide column beside them.
  expect(html.match(/<th title=/g)).toHaveLength(8);
  expect(html).toContain("min-width: 34em");
  expect(svg).toContain("Atomics.store(counter, 0, Atomics.load(counter, 0)");
  expect(text).toContain("Atomics.load(counter, 0)");
  expect(text).toContain("→ stores counter[0] = 8");
  expect(text).toMatch(/A B C D E F G H/);
  expect(
    Math.max(
      ...text
        .split("\n")
        .slice(2, -4)
        .map((line) => line.length),
    ),
  ).toBeLessThan(130);
});

test("a word that is claimed once is not drawn as a lock, and one that its holder frees is", async () => {
  const claim = ({ flag, counter }: Shared) => {
    Atomics.compareExchange(flag, 0, 0, 1);
    racyAdd(counter);
  };
  const lock = ({ flag, counter }: Shared) => {
    while (Atomics.compareExchange(flag, 0, 0, 1) !== 0);
    Atomics.store(counter, 0, 5);
    Atomics.store(flag, 0, 0);
    racyAdd(counter);
  };
  const racyAdd = (counter: Words) => {
    Atomics.store(counter, 0, Atomics.load(counter, 0) + 1);
  };
  const run = (threads: ((shared: Shared) => void)[], end: number) =>
    explore({ shared, threads, scope: { racyAdd }, finally: ({ counter }) => counter[0] === end });
  const claimed = await run([claim, claim], 2);
  expect(claimed.failure?.steps.flatMap(({ owners }) => owners)).toEqual([]);
  const locked = await run([lock, lock], 99);
  expect(locked.failure?.steps.flatMap(({ owners }) => owners)).toContainEqual(["flag[0]", 0]);
});

test("compiled names are shown as they were written", async () => {
  const verdict = await explore({
    shared,
    threads: [
      { name: "Ada", text: "({ counter }) => { const exports = { FREE: 0 }; counter[exports.FREE] = 1; }" },
      { name: "Grace", text: "({ counter }) => { counter[0] = 2; }" },
    ] as never,
  });
  expect(String(verdict)).toContain("counter[FREE] = 1");
  expect(String(verdict)).not.toContain("exports.FREE");
});

test("a sentence is broken between words, and a longer word inside", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrap("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  expect(wrap("", 4)).toEqual([""]);
});
