import { expect, test } from "vitest";
import { frame, frameReader, maxFrameBytes } from "../../../../kit/sandbox/process/frames.ts";
import fc from "../../../fast-check.ts";

function read(bytes: Buffer, cuts: readonly number[]): unknown[] {
  const messages: unknown[] = [];
  const take = frameReader((message) => messages.push(message));
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    take(bytes.subarray(from, cut));
    from = cut;
  }
  return messages;
}

test("messages come out as they went in, however the bytes are cut", () => {
  const json = fc.array(fc.jsonValue(), { maxLength: 6 });
  fc.assert(
    fc.property(json, fc.array(fc.nat(200), { maxLength: 8 }), (messages, positions) => {
      const bytes = Buffer.concat(messages.map(frame));
      const cuts = positions.filter((position) => position < bytes.length).sort((a, b) => a - b);
      expect(JSON.stringify(read(bytes, cuts))).toBe(JSON.stringify(messages));
    }),
  );
});

test("a message announced as larger than 8 MB is refused before it comes", () => {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(maxFrameBytes + 1);
  expect(() => read(header, [])).toThrow(/8 MB/);
});

test("bytes that are no JSON are refused", () => {
  const bytes = Buffer.from([2, 0, 0, 0, 0x7b, 0x7b]);
  expect(() => read(bytes, [])).toThrow(/not JSON/);
});

test("a value larger than 8 MB is refused where it is sent", () => {
  expect(() => frame("x".repeat(maxFrameBytes))).toThrow(/may cross/);
});
