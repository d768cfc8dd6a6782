import { expect, test } from "vitest";
import { readCopy } from "../../../../labs/common/copy/read-copy.ts";
import { explainUncopyable, writeCopy, writeThrownCopy } from "../../../../labs/common/copy/write-copy.ts";

class Point {
  readonly x: number;
  readonly next: Point | undefined;

  constructor(x: number, next?: Point) {
    this.x = x;
    this.next = next;
  }

  static revive({ x, next }: Point): Point {
    return new Point(x, next);
  }
}

const rules = { referenceTo: (type: object) => (type === Point ? "Point" : undefined) };
const across = (value: unknown) =>
  readCopy(structuredClone(writeCopy(value, "value", rules)), {
    classOf: (name) => (name === "Point" ? Point : undefined),
  });

test("plain data is passed on as it is, without a copy", () => {
  const value = { list: [1, { a: "b" }] };
  expect(writeCopy(value, "value")).toEqual({ value, parts: undefined });
  expect(writeCopy(value, "value").value).toBe(value);
});

test("an object of a class with `static revive` is one object again, with others of its kind inside", () => {
  const inner = new Point(2);
  const [first, again] = across([new Point(1, inner), inner]) as Point[];
  expect(first).toBeInstanceOf(Point);
  expect(first?.next).toBe(again);
  expect(again?.x).toBe(2);
});

test("an object of a class that contains itself is refused by name", () => {
  const point = new Point(1);
  Object.assign(point, { next: { back: point } });
  expect(() => across({ point })).toThrow("value.point.next.back is a Point that contains itself");
});

test("the original is never changed", () => {
  const value = { error: new Error("x"), deep: [{ at: new Point(1) }] };
  const { error, deep } = value;
  writeCopy(value, "value", rules);
  expect(value).toEqual({ error, deep });
  expect(value.deep[0]?.at).toBeInstanceOf(Point);
});

test("a refusal names the place as a reader would write it", () => {
  const at = (value: unknown) => explainUncopyable(value, "result", {})?.message;
  expect(at({ a: [{ "b c": new Map([["k", { d: new URL("http://x.y") }]]) }] })).toMatch(
    /^result\.a\[0\]\["b c"\]\.get\("k"\)\.d is a URL, /,
  );
  expect(at({ a: 1 })).toBeUndefined();
});

test("what was thrown is always written, and never throws", () => {
  const hostile = new Proxy(new Error("x"), {
    get() {
      throw new Error("trap");
    },
    getPrototypeOf() {
      throw new Error("trap");
    },
  });
  expect(writeThrownCopy(hostile)).toEqual({ value: "a Proxy", parts: undefined });
  expect(readCopy(structuredClone(writeThrownCopy({ a: { b: hostile, c: Symbol("s") } })))).toEqual({
    a: { b: "a Proxy", c: "Symbol(s)" },
  });
});
