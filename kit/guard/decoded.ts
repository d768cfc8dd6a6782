/** Runs that may be encoded text. White space inside is allowed: encoders wrap their lines. */
const BASE64 = /(?:[A-Za-z0-9+/_-]{4}[ \t]*(?:\n[ \t]*)?){6,}[A-Za-z0-9+/_-]*={0,2}/g;
const HEX = /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,:]*){24,}/g;
const ENTITIES = /&#(?:x([0-9a-f]+)|(\d+));/gi;
const ESCAPES = /\\u\{?([0-9a-f]{4,6})\}?/gi;
const NAMED_ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', nbsp: " " };
const INVISIBLE = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]/g;
/** Single characters with blanks between them: "r e t u r n   x". Two blanks or more part words. */
const SPACED_OUT = /(?<!\S)\S(?: {1,4}\S(?!\S)){7,}/g;

/**
 * A text, followed by what it holds in another form: base64, hexadecimal, character references, percent signs, letters apart, backwards, letters
 * moved by 13 places. What decodes to nothing readable is left out.
 */
export function withDecoded(text: string): string {
  const plain = text.normalize("NFKC").replace(INVISIBLE, "");
  const forms = [
    plain,
    ...[...plain.matchAll(BASE64)].map(([run]) => readable(Buffer.from(run.replace(/\s/g, ""), "base64"))),
    ...[...plain.matchAll(HEX)].map(([run]) =>
      readable(Buffer.from(run.replace(/0x|\\x|[^0-9a-fA-F]/g, ""), "hex")),
    ),
    ...changed(plain, withoutReferences),
    ...changed(plain, withoutPercents),
    ...changed(plain, (from) =>
      from.replace(SPACED_OUT, (run) =>
        run.replace(/ {2,}/g, "\n").replaceAll(" ", "").replaceAll("\n", " "),
      ),
    ),
    ...hidden(plain, (from) => [...from].reverse().join("")),
    ...hidden(plain, rot13),
  ];
  return forms.filter((form) => form !== "").join("\n\n");
}

function changed(text: string, change: (text: string) => string): string[] {
  const other = change(text);
  return other === text ? [] : [other];
}

/** Another form of a text counts only if it has words of programs that the text itself does not have. */
function hidden(text: string, change: (text: string) => string): string[] {
  const words = /\b(?:return|const|function|while|await|if|for)\b/g;
  const other = change(text);
  return [...other.matchAll(words)].length >= 2 ? [other] : [];
}

function withoutReferences(text: string): string {
  return text
    .replace(ENTITIES, (whole, hex?: string, decimal?: string) =>
      character(hex ? Number.parseInt(hex, 16) : Number(decimal), whole),
    )
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name: string) => NAMED_ENTITIES[name] ?? "")
    .replace(ESCAPES, (whole, hex: string) => character(Number.parseInt(hex, 16), whole));
}

const character = (code: number, otherwise: string): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;

function withoutPercents(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

/** Bytes as text; empty unless nearly all of it is printable. */
function readable(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  const printable = text.replace(/[^\t\n\r\x20-\x7e\u00a0-\u024f\u2000-\u22ff]/g, "").length;
  return text.length >= 12 && printable / text.length > 0.95 ? text : "";
}
