import { expect, test } from "vitest";
import { withoutNames } from "../../../../../kit/sandbox/isolation/image/without-names.ts";

const sentence = (name: string) => `Build ${name} yourself.`;
const load = (text: string): Promise<unknown> => import(`data:text/javascript,${encodeURIComponent(text)}`);

test("a function of the name throws the sentence, and what served it alone is gone", async () => {
  const text = withoutNames(
    `import { format } from "node:util";
import { inspect, types } from "node:util";
const SECRET = 42;
const helper = (n) => n * SECRET;
export function answer(n = SECRET) { return format("%d", helper(n)); }
export const other = (value) => [inspect(value), types.isDate(value)];`,
    ["answer"],
    sentence,
  ) as string;
  expect(text).not.toMatch(/SECRET|helper|format/);
  const module = (await load(text)) as Record<string, (...args: unknown[]) => unknown>;
  expect(() => module.answer?.(1)).toThrow("Build answer yourself.");
  expect(module.other?.(1)).toEqual(["1", false]);
});

test("a class of the name keeps its kind and its parents, and neither it nor a class below it can be made", async () => {
  const text = withoutNames(
    `class Base { hello() { return "hello"; } }
export class Lock extends Base {
  static kind = "lock"; static place = import.meta.url; static made = [new Date()];
  #word = 7;
  constructor(word) { super(); this.#word = word; }
  static from(word) { return new Lock(word); }
  get word() { return this.#word; }
  set word(value) { this.#word = value; }
  #turn() { return this.#word; }
  [Symbol.dispose]() { this.#turn(); }
  async take() { return this.#turn(); }
}
export class Sub extends Lock {}
export const kinds = { [Lock.kind]: Lock };`,
    ["Lock"],
    sentence,
  ) as string;
  expect(text).not.toMatch(/#word|#turn|new Date/);
  const { Lock, Sub, kinds } = (await load(text)) as {
    Lock: {
      new (word: number): unknown;
      kind: string;
      from(word: number): unknown;
      prototype: { hello(): string };
    };
    Sub: new (word: number) => unknown;
    kinds: object;
  };
  expect(kinds).toEqual({ lock: Lock });
  for (const attempt of [() => new Lock(1), () => new Sub(1), () => Lock.from(1)])
    expect(attempt).toThrow("Build Lock yourself.");
  for (const name of ["word", "take", Symbol.dispose])
    expect(() => {
      const member: unknown = Reflect.get(Lock.prototype, name, {});
      return (member as () => unknown)();
    }).toThrow("Build Lock yourself.");
  expect(Lock.prototype.hello()).toBe("hello");
});

test.each([
  ["const answer = (n) => n + 1;\nexport { answer };"],
  ["const mine = async function () { return 1; };\nexport { mine as answer };"],
  ["export const answer = class { run() { return 1; } };"],
  ["export const answer = Object.assign(() => 1, {});"],
  ["export async function* answer() { yield 1; }"],
  ["export default function answer() { return 1; }"],
])("a name is found however it is declared: %s", (source) => {
  expect(withoutNames(source, ["answer"], sentence)).toContain("Build answer yourself.");
});

test("a module that only uses the name stays as it is", () => {
  const source = 'import { answer } from "./answer.js";\nexport const twice = () => 2 * answer();';
  expect(withoutNames(source, ["answer"], sentence)).toBeUndefined();
});
