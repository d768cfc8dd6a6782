import { gunzipSync } from "node:zlib";
import { withDecoded } from "../../guard/index.ts";

/** A compressed file may hold so many bytes; what is larger is no text of a course. */
const MOST_UNPACKED_BYTES = 50e6;
/** What npm writes is full of base64 and holds no text of the course. */
const WITHOUT_ENCODED = /(^|[\\/])package-lock\.json$|\.(png|jpg|woff2?)$/;

/**
 * The text of a file as a reader may get it: unpacked, in its own encoding, with the strings of JSON (notebooks, course data, source maps) unescaped and a
 * notebook's lists of lines joined, followed by what it holds in other forms: base64, hexadecimal, character references, percent signs.
 */
export function fileText(content: Buffer, file: string): string {
  const text = decoded(content);
  const plain = /\.(ipynb|json|map)$/.test(file) ? jsonStrings(text) : text;
  return WITHOUT_ENCODED.test(file) ? plain : withDecoded(plain);
}

function decoded(content: Buffer): string {
  const starts = (...first: number[]) => first.every((byte, index) => content[index] === byte);
  if (starts(0x1f, 0x8b)) {
    try {
      return decoded(gunzipSync(content, { maxOutputLength: MOST_UNPACKED_BYTES }));
    } catch {
      return "";
    }
  }
  if (starts(0xff, 0xfe)) return content.toString("utf16le", 2);
  if (starts(0xfe, 0xff))
    return Buffer.from(content.subarray(2, content.length & ~1))
      .swap16()
      .toString("utf16le");
  return content.toString("utf8");
}

function jsonStrings(text: string): string {
  try {
    return stringsIn(JSON.parse(text)).join("\n");
  } catch {
    return text;
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return /^\s*[[{]/.test(value) ? [jsonStrings(value)] : [value];
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === "string") ? [value.join("\n")] : value.flatMap(stringsIn);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => [key, ...stringsIn(item)]);
  }
  return [];
}
