import { describe, expect, test } from "vitest";
import { NOW, readBytes, readLines } from "./read-lines.ts";

describe("bad input", () => {
  test("bytes that are cut anywhere give the same lines", () => {
    const bytes = Buffer.from('erste Zeile ü\r\nzweite\n\n{"msg":"drei €"}\nlast without an end');
    const whole = readBytes(bytes).events;
    expect(whole.map(({ text }) => text)).toEqual([
      "erste Zeile ü",
      "zweite",
      "drei €",
      "last without an end",
    ]);
    for (const size of [1, 2, 3, 7]) expect(readBytes(bytes, size).events).toEqual(whole);
  });

  test.each(["utf16le", "utf16be"] as const)(
    "%s is recognised, with a byte order mark and without",
    (encoding) => {
      for (const mark of ["\uFEFF", ""]) {
        const bytes = Buffer.from(`${mark}no stock, error\nfine again\n`, "utf16le");
        if (encoding === "utf16be") bytes.swap16();
        const { events, problems } = readBytes(bytes);
        expect(events.map(({ text }) => text)).toEqual(["no stock, error", "fine again"]);
        expect(problems.map(({ kind }) => kind)).toEqual(["not-utf8"]);
      }
    },
  );

  test("ISO 8859-1 is read as that, and counted", () => {
    const { events, problems } = readBytes(Buffer.from("Zahlung f\xfcr Bestellung 7 abgelehnt\n", "latin1"));
    expect(events[0]?.text).toBe("Zahlung für Bestellung 7 abgelehnt");
    expect(problems.map(({ kind }) => kind)).toEqual(["not-utf8"]);
  });

  test("a line of 10 MB gives its beginning, and the next line is whole", () => {
    const bytes = Buffer.concat([
      Buffer.from("10 MB: "),
      Buffer.alloc(10 << 20, "x"),
      Buffer.from("\nnext\n"),
    ]);
    const { events, problems } = readBytes(bytes);
    expect(events.map(({ text }) => text.slice(0, 8))).toEqual(["10 MB: x", "next"]);
    expect(events[0]?.text).toHaveLength(4096);
    expect(problems).toMatchObject([{ kind: "line-too-long", count: 1 }]);
  });

  test("binary is left out and counted, and what comes behind it is read", () => {
    const noise = Buffer.from(
      Array.from({ length: 4000 }, (_, i) => (i * 7919) % 32).filter((byte) => byte !== 10),
    );
    const { events, problems } = readBytes(
      Buffer.concat([Buffer.from("one\n"), noise, Buffer.from("\ntwo\n")]),
    );
    expect(events.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(problems.map(({ kind }) => kind)).toContain("binary");
  });

  test("damaged JSON keeps its text; JSON that is no log, too", () => {
    const events = readLines('{"level":"error","msg":"cut o', '{"a":1}', "[1,2]", '"text"', "{}");
    expect(events.map(({ text }) => text)).toEqual([
      '{"level":"error","msg":"cut o',
      '{"a":1}',
      "[1,2]",
      '"text"',
      "{}",
    ]);
    expect(events[0]?.severity).toBe("error");
  });

  test("a time in the future is kept and counted, a missing one is that of reading", () => {
    const { events, problems } = readBytes(Buffer.from("2031-01-05T09:00:01Z hello\nno time\n"));
    expect(events.map(({ time }) => time)).toEqual([Date.UTC(2031, 0, 5, 9, 0, 1) / 1000, NOW]);
    expect(problems).toMatchObject([{ kind: "time-in-future", source: "a.log", count: 1 }]);
    expect(problems[0]?.sentence).toMatch(/^[A-Z].*\.$/u);
  });
});
