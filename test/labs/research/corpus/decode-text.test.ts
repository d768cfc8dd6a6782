import { expect, test } from "vitest";
import { decodeText } from "../../../../labs/research/corpus/decode-text.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

test("UTF-8 is decoded, and a byte order mark does not become a part of the text", () => {
  expect(decodeText(new TextEncoder().encode("Ä 😀"))).toEqual({ text: "Ä 😀", encoding: "utf-8" });
  expect(decodeText(bytes(0xef, 0xbb, 0xbf, 65))).toEqual({ text: "A", encoding: "utf-8" });
});

test("UTF-16 is known by its byte order mark", () => {
  expect(decodeText(bytes(0xff, 0xfe, 65, 0, 0xe4, 0))).toEqual({ text: "Aä", encoding: "utf-16le" });
  expect(decodeText(bytes(0xfe, 0xff, 0, 65, 0, 0xe4))).toEqual({ text: "Aä", encoding: "utf-16be" });
});

test("bytes that are no UTF-8 are read as windows-1252", () => {
  expect(decodeText(bytes(0x93, 0xe4, 0x94))).toEqual({ text: "“ä”", encoding: "windows-1252" });
});

test("control characters that no text has make a file binary", () => {
  expect(decodeText(bytes(77, 90, 0, 3))).toBeUndefined();
  expect(decodeText(bytes(65, 1, 66))).toBeUndefined();
});

test("an empty file is an empty text", () => {
  expect(decodeText(bytes())).toEqual({ text: "", encoding: "utf-8" });
});
