import { expect, test } from "vitest";
import { channelSeal, KEY_BYTES, SEAL_BYTES } from "../../../../kit/sandbox/process/channel-seal.ts";
import {
  frameReader,
  frameWriter,
  maxFrameBytes,
  messageBytes,
} from "../../../../kit/sandbox/process/frames.ts";
import fc from "../../../fast-check.ts";

const key = new Uint8Array(KEY_BYTES).fill(7);
const seal = channelSeal(key, "reply");
const FORGED = "forged";

/** The frames of messages, in their order. */
function framesOf(messages: readonly unknown[]): Uint8Array[] {
  const framed = frameWriter(seal);
  return messages.map((message) => framed(messageBytes(message)));
}

/** What a reader makes of chunks: messages, and "forged" in the end. */
function read(chunks: readonly Uint8Array[]): unknown[] {
  const seen: unknown[] = [];
  const take = frameReader({
    seal,
    onMessage: (message) => seen.push(message),
    onForged: () => seen.push(FORGED),
  });
  for (const chunk of chunks) take(chunk);
  return seen;
}

test("messages come out as they went in, however the bytes are cut", () => {
  const json = fc.array(fc.jsonValue(), { maxLength: 6 });
  fc.assert(
    fc.property(json, fc.array(fc.nat(400), { maxLength: 8 }), (messages, positions) => {
      const bytes = Buffer.concat(framesOf(messages));
      const cuts = positions.filter((position) => position < bytes.length).sort((a, b) => a - b);
      const chunks = [0, ...cuts].map((from, at) => bytes.subarray(from, [...cuts, bytes.length][at]));
      expect(JSON.stringify(read(chunks))).toBe(JSON.stringify(messages));
    }),
  );
});

test("bytes that are changed anywhere, also in the length, are refused, and nothing behind them is read", () => {
  const [first, second, third] = framesOf([{ id: 1 }, { id: 2, value: "right" }, { id: 3 }]) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  for (let at = 0; at < second.length; at += 1) {
    const changed = Uint8Array.from(second);
    changed[at] = (changed[at] as number) ^ 1;
    const seen = read([first, changed, third]);
    // A length that has grown takes bytes of the next frame, too: the seal is then looked at when those have come.
    expect(seen.slice(0, 2), `byte ${at}`).toEqual(at === 2 || at === 1 ? [{ id: 1 }] : [{ id: 1 }, FORGED]);
    expect(seen).not.toContainEqual({ id: 3 });
  }
});

test("a frame that comes twice, out of its order, or behind one that is missing is refused", () => {
  const [first, second, third] = framesOf([1, 2, 3]) as [Uint8Array, Uint8Array, Uint8Array];
  expect(read([first, first])).toEqual([1, FORGED]);
  expect(read([second, first])).toEqual([FORGED]);
  expect(read([first, third])).toEqual([1, FORGED]);
});

test("a seal of the other direction or of another key is none", () => {
  const bytes = messageBytes({ id: 1 });
  const other = Uint8Array.from(key).fill(8, 0, 1);
  for (const wrong of [channelSeal(key, "request"), channelSeal(other, "reply")])
    expect(read([frameWriter(wrong)(bytes)])).toEqual([FORGED]);
});

test("a message announced as larger than 8 MB, or as smaller than its seal, is refused before it comes", () => {
  const header = Buffer.alloc(4);
  for (const length of [SEAL_BYTES + maxFrameBytes + 1, SEAL_BYTES - 1, 0]) {
    header.writeUInt32LE(length);
    expect(read([header])).toEqual([FORGED]);
  }
});

test("a message is read from bytes of its own, whatever is set on a chunk", () => {
  const [frame] = framesOf([{ id: 1 }]) as [Uint8Array];
  const chunk = Object.assign(Buffer.from(frame), { constructor: null });
  for (const name of ["length", "buffer", "subarray", "byteLength", "byteOffset"])
    Object.defineProperty(chunk, name, { value: 0 });
  expect(read([chunk])).toEqual([{ id: 1 }]);
});

test("bytes that are sealed but no JSON are refused", () => {
  expect(() => read([frameWriter(seal)(Uint8Array.of(0x7b, 0x7b))])).toThrow(/not JSON/);
});

test("a value larger than 8 MB is refused where it is sent, and takes no place among the messages", () => {
  expect(() => messageBytes("x".repeat(maxFrameBytes))).toThrow(/may cross/);
});
