import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cameWords, plainData } from "../../../kit/explore/runtime/plain-data.ts";
import { seal } from "../../../kit/explore/runtime/seal.ts";

describe("in a process that judges an answer, a rule gets", () => {
  beforeAll(() => {
    seal.isSealed = true;
  });
  afterAll(() => {
    seal.isSealed = false;
  });

  test("plain data as a copy of its own", () => {
    const row = { text: "a", list: [1, undefined, 3n, null], of: new Map([[1, new Set(["x"])]]) };
    const copy = plainData(row) as typeof row;
    expect(copy).toEqual(row);
    expect(copy.list).not.toBe(row.list);
    expect(plainData([row.list, row.list])).toEqual([row.list, row.list]);
    expect(plainData(new Date(5))).toEqual(new Date(5));
  });

  test("the same shared memory, and other memory as it is now", () => {
    const shared = new Int32Array(new SharedArrayBuffer(8), 4);
    const own = Int32Array.of(1, 2);
    Object.defineProperty(own, "toString", { value: () => expect.fail("it was asked") });
    const [view, copy] = plainData([shared, own]) as [Int32Array, Int32Array];
    expect([view.buffer, view.byteOffset, view.length]).toEqual([shared.buffer, 4, 1]);
    own[0] = 9;
    expect(String(copy)).toBe("1,2");
  });

  test("an error with what it says, and with nothing that acts", () => {
    class Full extends RangeError {
      override name = "Full";
      readonly code = "FULL";
      get extra() {
        return expect.fail("it was asked");
      }
    }
    const copy = plainData(new Full("no place")) as Full;
    expect([String(copy), copy.code, "extra" in copy]).toEqual(["Full: no place", "FULL", false]);
    expect(String(plainData(new TypeError("x")))).toBe("TypeError: x");
  });

  const ring: unknown[] = [];
  ring.push(ring);
  let deep: unknown = 1;
  for (let i = 0; i < 40; i++) deep = [deep];
  test.each<[string, unknown, string]>([
    ["a toString of its own", { toString: () => "opened" }, "a function at toString"],
    [
      "a getter",
      [
        {
          get text() {
            return "opened";
          },
        },
      ],
      "an object with a getter at [0].text",
    ],
    ["a proxy", { a: new Proxy({}, {}) }, "a Proxy at a"],
    ["toPrimitive", { [Symbol.toPrimitive]: () => 1 }, "an object with a symbol as a name"],
    ["an instance", { of: new (class Own {})() }, "an instance of a class at of, and not plain data"],
    ["a function", () => 1, "a function"],
    ["a cycle", { ring }, "an object that contains itself at ring[0]"],
    ["a deep list", deep, "an object that is more than 32 levels deep"],
    ["a long list", new Array(20_000), "a list of 20,000 items"],
    ["very many values", Array.from({ length: 200 }, () => Array(100).fill(0)), "more than 10,000 values"],
    ["a boxed text", Object("opened"), "an instance of a class, and not plain data"],
  ])("what came in words, for %s", (_name, value, words) => {
    const copy = plainData(value) as { at: number };
    expect(cameWords(copy)).toBe(`came: ${words}`);
    expect(() => copy.at).toThrow(`came: ${words}`);
    expect(() => String(copy)).toThrow(`came: ${words}`);
    expect(() => JSON.stringify(copy)).toThrow(`came: ${words}`);
  });
});

test("in a learner's own process, what is no plain data stays as it came", () => {
  const value = {
    get text() {
      return "opened";
    },
  };
  expect(plainData(value)).toBe(value);
});
