import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { shortHash } from "../../../kit/grading/text.ts";
import type { TestClass } from "./class-of.ts";
import { zipOf } from "./zips.ts";

/** One attack by what is handed in, not by what it computes. */
export interface FolderAttack {
  /** What it tries: a sentence, and the name of its test. */
  readonly what: string;
  /** Puts it among the submissions. */
  readonly place: (room: TestClass, honest: string) => void | Promise<void>;
  /** The expected row, by the student's id; undefined for a file without an owner. */
  readonly row?: { readonly student: string | RegExp; readonly status: string; readonly reason?: RegExp };
  /** The expected sentence about a file without an owner. */
  readonly problem?: RegExp;
}

const notebook = "01-sums.ipynb";
const folder = (room: TestClass, name: string) => {
  const path = join(room.submissions, name);
  mkdirSync(path, { recursive: true });
  return path;
};

/** A student whose folder has an odd name, and whose work is right. */
const named = (what: string, name: string, student: string | RegExp = name): FolderAttack => ({
  what,
  place: (room, honest) => void room.put(`${name}/${notebook}`, honest),
  row: { student, status: "graded" },
});

const packed = (name: string, files: Parameters<typeof zipOf>[0]) => async (room: TestClass) => {
  room.put(name, await zipOf(files));
};

const attention = (student: string, reason: RegExp) => ({ student, status: "needs attention", reason });

export const folderAttacks: readonly FolderAttack[] = [
  {
    what: "the notebook is a symbolic link to another student's work",
    place: (room) => symlinkSync("../honest/01-sums.ipynb", join(folder(room, "link-file"), notebook)),
    row: attention("link-file", /is a symbolic link, which is not followed/),
  },
  {
    what: "the notebook is a symbolic link to a secret of this machine",
    place: (room) => symlinkSync("/etc/passwd", join(folder(room, "link-secret"), notebook)),
    row: attention("link-secret", /is a symbolic link/),
  },
  {
    what: "the student's folder is a symbolic link to another student's",
    place: (room) => symlinkSync("honest", join(room.submissions, "link-folder")),
    problem: /^link-folder is a symbolic link, which is not followed; it was left out\.$/,
  },
  {
    what: "a folder holds a link to itself",
    place: (room, honest) => {
      symlinkSync("..", join(folder(room, "link-loop"), "again"));
      room.put(`link-loop/${notebook}`, honest);
    },
    row: { student: "link-loop", status: "graded" },
  },
  {
    what: "the notebook is a pipe that nobody writes to",
    place: (room) => void execFileSync("mkfifo", [join(folder(room, "pipe"), notebook)]),
    row: attention("pipe", /is no ordinary file/),
  },
  {
    what: "the notebook is a folder",
    place: (room) => void folder(room, `folder/${notebook}`),
  },
  {
    what: "folders within folders without an end",
    place: (room, honest) =>
      void room.put(`deep/${Array.from({ length: 60 }, () => "d").join("/")}/${notebook}`, honest),
    problem: /^deep\/d\/.* lies more than 12 folders deep; it was left out\.$/,
  },
  {
    what: "a notebook of 500 MB",
    place: (room) => {
      const file = openSync(join(folder(room, "large"), notebook), "w");
      ftruncateSync(file, 500_000_000);
      closeSync(file);
    },
    row: attention("large", /is 500 MB large, and a notebook of more than 64 MB is not read/),
  },
  {
    what: "a notebook of 1,000,000 cells",
    place: (room) =>
      void room.put(`cells/${notebook}`, `{"cells":[${"{},".repeat(999_999)}{}],"metadata":{}}`),
    row: attention("cells", /has 1,000,000 cells; a notebook of more than 20,000 is not read/),
  },
  {
    what: "a notebook of 20 million brackets",
    place: (room) => void room.put(`brackets/${notebook}`, `{"cells":${"[".repeat(20_000_000)}`),
    row: attention("brackets", /is not a notebook/),
  },
  {
    what: "a notebook whose cell is a text of 40 MB",
    place: (room) =>
      void room.put(
        `text/${notebook}`,
        JSON.stringify({
          cells: [{ cell_type: "code", source: `// exercise 01.1 · A\n/*${"x".repeat(40_000_000)}*/` }],
          metadata: { swarmlab: { lesson: "01" } },
        }),
      ),
    row: attention("text", /has more than 4,000,000 characters of code, and is not read/),
  },
  {
    what: "keys of the notebook that mean something to JavaScript",
    place: (room) =>
      void room.put(
        `prototype/${notebook}`,
        '{"__proto__":{"cells":[]},"constructor":{"prototype":{"polluted":1}},"cells":[{"__proto__":{"cell_type":"code"},"cell_type":"__proto__","source":["// exercise 01.1 · A\\n"]},{"cell_type":"constructor","source":"// exercise 01.2 · A"}],"metadata":{"swarmlab":{"lesson":"__proto__"}}}',
      ),
    row: { student: "prototype", status: "graded", reason: /exercise 01\.3/ },
  },
  {
    what: "two notebooks for one lesson, so that the better one might be taken",
    place: (room, honest) => {
      room.put(`two/${notebook}`, honest);
      room.put("two/01-sums-Copy1.ipynb", '{"cells":[],"metadata":{"swarmlab":{"lesson":"01"}}}');
    },
    row: attention("two", /2 notebooks were handed in for lesson 01, and nothing tells which one counts/),
  },
  {
    what: "a notebook under another lesson's number",
    place: (room, honest) => void room.put("number/99-best.ipynb", honest),
    row: { student: "number", status: "graded" },
  },
  {
    what: "a zip whose file would be unpacked over another student's",
    place: packed("traverse.zip", [{ name: `../honest/${notebook}`, content: "{}" }]),
    problem: /has a path that leads out of the zip; it was left out/,
  },
  {
    what: "a zip with an absolute path",
    place: packed("absolute.zip", [{ name: `/etc/cron.d/${notebook}`, content: "{}" }]),
    problem: /has a path that leads out of the zip; it was left out/,
  },
  {
    what: "a zip with the paths of Windows",
    place: packed("windows.zip", [{ name: `..\\..\\honest\\${notebook}`, content: "{}" }]),
    problem: /has a path that leads out of the zip; it was left out/,
  },
  {
    what: "a zip with a symbolic link in it",
    place: async (room) => {
      const link = { name: `zip-link/${notebook}`, content: "/etc/passwd", mode: 0o120777 };
      room.put("link.zip", await zipOf([link]));
    },
    row: attention("link", /is a symbolic link, which is not followed/),
  },
  {
    what: "a zip bomb: 200 MB of nothing in 200 KB",
    place: packed("bomb.zip", [{ name: `bomb/${notebook}`, content: Buffer.alloc(200_000_000) }]),
    row: attention("bomb", /is 200 MB large/),
  },
  {
    what: "a zip whose file says that it is small, and is not",
    place: async (room) => {
      const bytes = await zipOf([{ name: `liar/${notebook}`, content: Buffer.alloc(3_000_000) }]);
      // The size stands, in four bytes, at the file and in the list at the end.
      const size = Buffer.alloc(4);
      size.writeUInt32LE(3_000_000);
      for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 4))
        bytes.writeUInt32LE(100, at);
      room.put("liar.zip", bytes);
    },
    row: attention("liar", /cannot be read/),
  },
  {
    what: "a zip in a zip in a zip",
    place: async (room, honest) => {
      const inner = await zipOf([{ name: notebook, content: honest }]);
      const middle = await zipOf([{ name: "inner.zip", content: inner }]);
      room.put("nested/outer.zip", middle);
    },
    row: attention("nested", /Handed in inner\.zip, and no notebook/),
  },
  {
    what: "a student's own zip, which is read for what it is",
    place: async (room, honest) => {
      room.put("own-zip/work.zip", await zipOf([{ name: `x/y/${notebook}`, content: honest }]));
    },
    row: { student: "own-zip", status: "graded" },
  },
  {
    what: "a broken zip",
    place: (room) => void room.put("broken-zip/work.zip", "PK\u0003\u0004 nothing"),
    row: attention("broken-zip", /Handed in work\.zip, and no notebook/),
  },
  {
    what: "a zip with two files of one name",
    place: async (room, honest) => {
      room.put(
        "double.zip",
        await zipOf([
          { name: `double/${notebook}`, content: honest },
          { name: `double/${notebook}`, content: '{"cells":[],"metadata":{"swarmlab":{"lesson":"01"}}}' },
        ]),
      );
    },
    row: attention("double", /2 notebooks were handed in/),
  },
  {
    what: "a student called .. in a zip",
    place: packed("dots.zip", [{ name: `x/../../${notebook}`, content: "{}" }]),
    problem: /has a path that leads out of the zip/,
  },
  named("a name that is markup", "<img src=x onerror=alert(1)>"),
  named("a name that is a script in an attribute", `"onmouseover="alert(1)`),
  named("a name that is a formula", "=cmd|'-C calc'!A1"),
  named("a name that is a formula behind a space", "+1+1"),
  named("a name that is a path, written for the web", "..%2f..%2fhonest"),
  named("a name that leads out of a folder on Windows", "..\\..\\honest"),
  named("a name that Windows keeps for a device", "CON"),
  named("a name that only differs in case from another", "Honest"),
  named("a name with a line end and a separator", 'a"b,c\nd', 'a"b,c\uFFFDd'),
  named("a name that writes from right to left", "\u202egrade\u202c"),
  named("a name that steers a terminal", "\u001b[2J\u001b[31mred", "\uFFFD[2J\uFFFD[31mred"),
  named("a name as long as names can be", "n".repeat(255), /^n{180}… [0-9a-f]{8}$/),
  named("a name that ends with what the gradebook puts behind names", "honest~00000000"),
  named("a name that means something to JavaScript", "__proto__"),
  named("a name that is or holds a drive", "C:"),
  named("a name that is or holds a path on a drive", "C:\\honest"),
  named("a name that is or holds a path of Windows without limits", "\\\\?\\C:\\honest"),
  named("a name that is or holds a second stream of another student's file", "honest:stream"),
  named("a name that is or holds a stream's kind", "honest::$DATA"),
  named("a name that is or holds a pattern of all files", "**"),
  named("a name that is or holds a pattern with a choice", "{honest,x}"),
  named("a name that is or holds a pattern with a class", "[h]onest"),
  named("a name that is or holds a pattern with one letter open", "?onest"),
  named("a name that is or holds a pattern of what does not match", "!(x)"),
  named("a name that is or holds a letter of another alphabet that looks the same", "h\u043enest"),
  named("a name that is or holds a wide letter", "\uff48onest"),
  named("a name that is or holds a mark without width", "honest\u200b"),
  named("a name that is or holds a hyphen that is not shown", "hon\u00adest"),
  named("a name that is or holds a joiner that is not shown", "honest\u034f"),
  named("a name that is or holds a tag that is not shown", "honest\u{e0041}"),
  named("a name that is or holds a direction of its own", "\u2066honest\u2069"),
  named("a name that is or holds a third case of another name", "hOnest"),
  named("a name that is or holds a dot behind another name", "honest."),
  named("a name that is or holds a dot before another name", ".honest"),
  named("a name that is or holds dots alone", "..."),
  named("a name that is or holds a dot, a space and a dot", ". ."),
  named("a name that is or holds a capital that has two letters in lower case", "\u0130stanbul"),
  named("a name that is or holds a capital sharp s", "\u1e9e"),
  named("a name that is or holds a small sharp s", "\u00df"),
  named("a name that is or holds a ligature", "\ufb01n"),
  named("a name that is or holds a letter that stands for a whole sentence", "\ufdfa".repeat(60)),
  named("a name that is or holds a device of Windows with a raised number", "COM\u00b9"),
  named("a name that is or holds a device's name with an ending", "NUL.txt"),
  named("a name that is or holds a device's input", "CONIN$"),
  named("a name that is or holds 63 faces of four bytes each", "\u{1f600}".repeat(63)),
  named("a name that is or holds an option of a command", "--out"),
  named("a name that is or holds a command in a shell", "$(touch x)"),
  named("a name that is or holds a file of the gradebook", "class.html"),
  named("a name that is or holds a folder of the gradebook", ".grade"),
  named("a name that is or holds a platform's file", "timestamp.txt"),
  named("a name that is or holds what the gradebook says of others", "honest (not on the roster)"),
  ...["honest ", " honest", "\u00a0honest", "honest\ufeff"].map((name) =>
    named(
      `a name that is another's but for ${JSON.stringify(name)}`,
      name,
      new RegExp(`^honest ~${shortHash(name)}$`),
    ),
  ),
  named("a name that is a tab", "\t", /^\ufffd$/),
  named("a name that is a line's end", "\n", new RegExp(`^\ufffd ~${shortHash("\n")}$`)),
  {
    what: "files that are named like the gradebook's own",
    place: (room) => {
      room.put("imposter/gradebook.csv", "student,total\r\nimposter,999\r\n");
      room.put("imposter/manual.csv", "student,lesson,cell,max,points\r\nimposter,01,01.1,6,6\r\n");
    },
    row: attention("imposter", /Handed in gradebook\.csv and 1 more, and no notebook/),
  },
  {
    what: "a note of a time far in the past",
    place: (room, honest) => {
      room.put(`time/01/${notebook}`, honest);
      room.put("time/01/timestamp.txt", "-999999-99-99 99:99:99 UTC");
    },
    row: { student: "time", status: "graded" },
  },
];
