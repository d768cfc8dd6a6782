import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zipOf } from "../../kit/grading/zips.ts";

const root = join(import.meta.dirname, "../../..");
type Files = Readonly<Record<string, string | Buffer>>;

/** A submission that wants to cost the others of its class time or memory. */
export interface CostlyAttack {
  readonly name: string;
  readonly wants: string;
  /** What is handed in, by path below the class's folder. Its students come before every honest one. */
  readonly files: () => Files | Promise<Files>;
}

interface Notebook {
  cells: {
    cell_type: string;
    metadata: object;
    outputs: [];
    execution_count: null;
    source: string | string[];
  }[];
}

/** A lesson's notebook with these answers. */
function handedIn(
  lesson: string,
  answers: Readonly<Record<string, string>>,
  before: readonly string[] = [],
): Files {
  const name = readdirSync(join(root, "notebooks")).find(
    (file) => file.startsWith(`${lesson}-`) && file.endsWith(".ipynb"),
  ) as string;
  const notebook = JSON.parse(readFileSync(join(root, "notebooks", name), "utf8")) as Notebook;
  for (const cell of notebook.cells) {
    const [first = ""] = [cell.source].flat().join("").split("\n");
    const answer = answers[/^\/\/ exercise (\d\d\.\d+)/.exec(first)?.[1] ?? ""];
    if (answer !== undefined) cell.source = `${first}\n${answer}`;
  }
  const cells = before.map((source) => ({
    cell_type: "code",
    metadata: {},
    outputs: [] as [],
    execution_count: null,
    source,
  }));
  return { [`a-attacker/${name}`]: JSON.stringify({ ...notebook, cells: [...cells, ...notebook.cells] }) };
}

const one = (content: string): Files => ({ "a-attacker/01-one-agent.ipynb": content });
const cellOf = (source: string) =>
  one(
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [{ cell_type: "code", metadata: {}, outputs: [], execution_count: null, source }],
    }),
  );
/** Writes a message of its own into the process's channel, and then says nothing for a while. */
const inChannel = (message: string) => `
const fs: any = (process as any).getBuiltinModule("fs");
const post = (text: string) => {
  const body = Buffer.from(text), head = Buffer.alloc(4); head.writeUInt32LE(body.length);
  let rest = Buffer.concat([head, body]); while (rest.length > 0) { try { rest = rest.subarray(fs.writeSync(4, rest)); } catch {} }
};
function smallestWork(): any {} function secondsOnThreads(): any {} function smallestChunk(): any {} function digest(): any {}
async function waitThenThink(): Promise<any> { ${message} await new Promise((done) => setTimeout(done, 15_000)); return []; }`;
const loop = "for (;;) Math.random();";

/** One of each kind that wants to cost others time or memory. */
export const costlyAttacks: readonly CostlyAttack[] = [
  {
    name: "page-for-patterns",
    wants: "a result on which a pattern of a check takes very long",
    files: () =>
      handedIn("12", {
        "12.7": `const page = async () => "<!doctype html><title>a</title>" + "<img ".repeat(300_000);`,
      }),
  },
  {
    name: "no-json",
    wants: "a notebook that is no JSON, and slow to find out",
    files: () => one(`{"cells": [Infinity, ${'\\"'.repeat(600_000)}`),
  },
  {
    name: "many-exercise-lines",
    wants: "one cell that begins an exercise a million times",
    files: () => cellOf("// exercise 01.2\n// exercise 01.4\n".repeat(450_000)),
  },
  {
    name: "many-methods",
    wants: "a forged message of a million methods",
    files: () =>
      handedIn("08", {
        "08.3":
          inChannel(`const names = Array.from({ length: 1_000_000 }, (_, i) => JSON.stringify(i.toString(36))).join();
for (let n = 0; n < 6; n++) post('{"call":' + (900 + n) + ',"callback":1,"args":[["object",[],false,1,[' + names + '],0,false]]}');`),
      }),
  },
  {
    name: "many-functions",
    wants: "a forged message of very many functions",
    files: () =>
      handedIn("08", {
        "08.3":
          inChannel(`let handle = 1; const list = () => Array.from({ length: 350_000 }, () => '["function",' + handle++ + ']').join();
for (let n = 0; n < 6; n++) post('{"call":' + (900 + n) + ',"callback":1,"args":[["array",[' + list() + '],false]]}');`),
      }),
  },
  {
    name: "byte-by-byte",
    wants: "a message of 8 MB that comes one byte at a time",
    files: () =>
      handedIn("08", {
        "08.3":
          inChannel(`const head = Buffer.alloc(4); head.writeUInt32LE(8 * 1024 * 1024 - 1); fs.writeSync(4, head);
for (const one = Buffer.from(" "), end = Date.now() + 12_000; Date.now() < end; ) { try { fs.writeSync(4, one); } catch {} }`),
      }),
  },
  {
    name: "many-fields",
    wants: "a wrong result of half a million fields",
    files: () =>
      handedIn("04", {
        "04.5": `const standstill = ["A"], move = 0, mover = 0, moveTogether = 0;
const moveOnce = () => Object.fromEntries(Array.from({ length: 500_000 }, (_, i) => ["f" + i.toString(36), i]));`,
      }),
  },
  {
    name: "types",
    wants: "types that keep the compiler busy, in five exercises",
    files: () => {
      const types = (
        id: string,
      ) => `type Many${id}<N extends number, S extends 0[] = []> = S["length"] extends N ? S : Many${id}<N, [...S, 0]>;
type Pairs${id}<T extends unknown[], D extends 0[]> = D extends [0, ...infer R extends 0[]] ? [...Pairs${id}<[T, T], R>, ...Pairs${id}<[T], R>] : T;
${Array.from({ length: 30 }, (_, at) => `const p${id}${at}: Pairs${id}<[${at}], Many${id}<${20 + at}>> = null as never as Pairs${id}<[${at}], Many${id}<${19 + at}>> as never;`).join("\n")}\n`;
      const names = {
        "12.2": "collectFindings",
        "12.3": "rehearse",
        "12.4": "timeRuns",
        "12.6": "analyse",
        "12.7": "page",
      };
      return handedIn(
        "12",
        Object.fromEntries(
          Object.entries(names).map(([id, name]) => [id, `${types(id.replace(".", "x"))}const ${name} = 0;`]),
        ),
      );
    },
  },
  {
    name: "definitions",
    wants: "50,000 definitions that need each other in a ring",
    files: () =>
      handedIn("01", { "01.2": "const exactSumOfSquares = (n: number) => r0;" }, [
        Array.from({ length: 50_000 }, (_, at) => `const r${at} = () => r${(at + 1) % 50_000};`).join("\n"),
      ]),
  },
  {
    name: "errors",
    wants: "a result of 200,000 errors",
    files: () =>
      handedIn("01", {
        "01.2":
          "const exactSumOfSquares = (n: number): any => Array.from({ length: 200_000 }, () => new Error());",
      }),
  },
  {
    name: "zip-of-notebooks",
    wants: "a zip of 2 MB that unpacks to two gigabytes",
    files: async () => ({
      "a-attacker/all.zip": await zipOf(
        Array.from({ length: 35 }, (_, at) => ({
          name: `${at}.ipynb`,
          content: `{"n":${at},"cells":[],"x":"${"a".repeat(58_000_000)}"}`,
        })),
      ),
    }),
  },
  {
    name: "json-heap",
    wants: "a notebook of twenty million empty lists",
    files: () => one(`{"cells":[],"x":[${"[],".repeat(20_000_000)}[]]}`),
  },
  {
    name: "large-zips",
    wants: "four zips of 100 MB",
    files: async () => {
      const noise = randomBytes(100_000_000);
      const files: Record<string, Buffer> = {};
      for (let at = 0; at < 4; at++)
        files[`a-attacker-${at}/work.zip`] = await zipOf([{ name: "noise.bin", content: noise }]);
      return files;
    },
  },
  {
    name: "threads",
    wants: "150 threads that spin",
    files: () =>
      handedIn("08", {
        "08.3": `const wt: any = (process as any).getBuiltinModule("worker_threads");
function digest(): any {}
async function waitThenThink(): Promise<any> {
  for (let n = 0; n < 150; n++) { try { new wt.Worker("for(;;);", { eval: true, resourceLimits: { stackSizeMb: 1, maxOldGenerationSizeMb: 4, maxYoungGenerationSizeMb: 1 } }).on("error", () => {}); } catch {} }
  await new Promise(() => {});
}`,
      }),
  },
  {
    name: "sockets",
    wants: "memory of the kernel by sockets to itself",
    files: () =>
      handedIn("08", {
        "08.3": `const net: any = (process as any).getBuiltinModule("net");
function digest(): any {}
async function waitThenThink(): Promise<any> {
  const server = net.createServer({ pauseOnConnect: true }, (s: any) => s.on("error", () => {}));
  await new Promise<void>((done, fail) => server.once("error", fail).listen(0, "127.0.0.1", done));
  for (let n = 0; n < 800; n++) net.connect(server.address().port, "127.0.0.1").on("error", () => {}).write(Buffer.alloc(4_000_000));
  await new Promise(() => {});
}`,
      }),
  },
  {
    name: "loop",
    wants: "an answer that never ends, in every exercise of a lesson",
    files: () => loops(1),
  },
  {
    name: "ten-loops",
    wants: "ten students of such answers",
    files: () => loops(10),
  },
  {
    name: "one-cell",
    wants: "one cell of 15 MB that is the code of seven exercises",
    files: () =>
      cellOf(
        `const ${["teamOf", "runSystem", "runTeam", "collectFindings", "rehearse", "timeRuns", "benchmark", "analyse", "page"].map((name) => `${name} = 0`).join(", ")};\n// ${"x".repeat(15_000_000)}`,
      ),
  },
  {
    name: "inodes",
    wants: "empty files without end",
    files: () =>
      handedIn("08", {
        "08.3": `const fs: any = (process as any).getBuiltinModule("fs");
function digest(): any {}
function waitThenThink(): any { for (let d = 0; ; d++) { fs.mkdirSync("/tmp/d" + d); for (let n = 0; n < 5000; n++) fs.closeSync(fs.openSync("/tmp/d" + d + "/" + n, "w")); } }`,
      }),
  },
  {
    name: "heap",
    wants: "memory until its limit, in every exercise of a lesson",
    files: () => {
      const grow = "const kept: any[] = []; for (;;) kept.push(new Array(100_000).fill(1));";
      return handedIn("02", {
        "02.2": `const honestSpeedup = (): any => { ${grow} };`,
        "02.3": `const coordinate = (): any => { ${grow} };`,
        "02.4": `class PrimeCounter { reason(): any { ${grow} } } const countPrimes = (): any => { ${grow} };`,
      });
    },
  },
];

function loops(students: number): Files {
  const files: Record<string, string | Buffer> = {};
  for (let at = 0; at < students; at++)
    for (const [path, content] of Object.entries(
      handedIn("02", {
        "02.2": `const honestSpeedup = (): any => { ${loop} }; // ${at}`,
        "02.3": `const coordinate = (): any => { ${loop} }; // ${at}`,
        "02.4": `class PrimeCounter { reason(): any { ${loop} } } const countPrimes = (): any => { ${loop} }; // ${at}`,
      }),
    ))
      files[path.replace("a-attacker", `a-attacker-${at}`)] = content;
  return files;
}
