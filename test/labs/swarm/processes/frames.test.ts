import { expect, it } from "vitest";
import { encodeFrame, FrameReader } from "../../../../labs/swarm/processes/frames.ts";

const messages = [
  { kind: "first", big: 2n ** 70n, list: [1, undefined, 3], when: new Date(5) },
  "żółć ☃",
  new Map([[1, new Set(["two"])]]),
  Float64Array.of(1.5, -0),
  undefined,
  Array.from({ length: 3000 }, (_, i) => ({ i, text: `number ${i}` })),
];

function read(bytes: Buffer, step: number): unknown[] {
  const reader = new FrameReader();
  const read: unknown[] = [];
  for (let at = 0; at < bytes.length; at += step) read.push(...reader.push(bytes.subarray(at, at + step)));
  return read;
}

it.each([1, 3, 4, 5, 1000, 1e9])("messages arrive whole, whatever the pieces: %i bytes at a time", (step) => {
  expect(read(Buffer.concat(messages.map(encodeFrame)), step)).toEqual(messages);
});

it("a message that is cut off is no message", () => {
  const frame = encodeFrame({ text: "cut" });
  expect(read(frame.subarray(0, -1), 7)).toEqual([]);
});

it.each([
  ["an absurd length", Buffer.from("ffffffff00", "hex")],
  ["bytes that were never encoded", Buffer.from("0400000068656c6c", "hex")],
])("%s is refused, not waited for", (_, bytes) => {
  expect(() => read(bytes, 100)).toThrow();
});

it.each<[string, unknown]>([
  ["a function", { deep: [() => 1] }],
  ["a symbol", Symbol("x")],
  ["a promise", Promise.resolve()],
  ["shared memory", new SharedArrayBuffer(8)],
  ["a view of shared memory", new Int32Array(new SharedArrayBuffer(8))],
  ["a WeakMap", new WeakMap()],
])("%s cannot be copied, and says so", (_, value) => {
  expect(() => encodeFrame(value)).toThrow(/could not be cloned/);
});
