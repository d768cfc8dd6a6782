import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { channelSeal, KEY_BYTES } from "../../../../kit/sandbox/process/channel-seal.ts";
import fc from "../../../fast-check.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test("a seal is the HMAC-SHA-256 of Node over direction, number and message", () => {
  fc.assert(
    fc.property(
      bytes(KEY_BYTES),
      fc.constantFrom("request" as const, "reply" as const),
      fc.nat(2 ** 40),
      fc.uint8Array({ maxLength: 300 }),
      (key, direction, number, message) => {
        const head = Buffer.alloc(9);
        head.writeUInt8(direction === "request" ? 1 : 2);
        head.writeBigUInt64LE(BigInt(number), 1);
        const expected = createHmac("sha256", key).update(head).update(message).digest("latin1");
        expect(channelSeal(key, direction)(number, message)).toBe(expected);
      },
    ),
  );
});

test("the key is copied: what becomes of the given bytes changes no seal", () => {
  const key = new Uint8Array(KEY_BYTES).fill(1);
  const seal = channelSeal(key, "reply");
  const before = seal(0, Uint8Array.of(1));
  key.fill(0);
  expect(seal(0, Uint8Array.of(1))).toBe(before);
});
