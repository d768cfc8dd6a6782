import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { coveredTexts } from "../../../../../kit/sandbox/isolation/image/covers.ts";
import { repository } from "../sandbox-here.ts";

const forbid = (...names: string[]) => ({ exercise: "01.1", names });

test("a module that served a forbidden name alone is empty, and one that serves others too stays", () => {
  const modules = new Map([
    ["index.js", 'export { law } from "./scale/law.js";\nexport { other } from "./other.js";'],
    [
      "scale/law.js",
      'import { only } from "./only.js";\nimport { both } from "../both.js";\nexport function law() { return only() + both(); }',
    ],
    ["scale/only.js", 'import { deep } from "./deep.js";\nexport const only = () => deep();'],
    ["scale/deep.js", "export const deep = () => 41;"],
    ["both.js", "export const both = () => 1;"],
    ["other.js", 'import { both } from "./both.js";\nexport const other = () => both();'],
  ]);
  const changed = coveredTexts(modules, forbid("law"));
  expect([...changed.keys()].sort()).toEqual(["scale/deep.js", "scale/law.js", "scale/only.js"]);
  expect(changed.get("scale/deep.js")).toBe("export {};\n");
  expect(changed.get("scale/law.js")).toContain("Exercise 01.1 asks you to build law yourself");
});

test("a module that a thread is started with by name stays", () => {
  const modules = new Map([
    [
      "law.js",
      'import "./loop.js";\nimport { turn } from "./turn.js";\nexport function law() { return turn(); }',
    ],
    ["turn.js", "export const turn = () => 1;"],
    ["pool.js", 'export const file = siblingModule(import.meta.url, "turn");'],
  ]);
  expect([...coveredTexts(modules, forbid("law")).keys()]).toEqual(["law.js"]);
});

test("a module that needs a forbidden class for itself has it inside, where no import reaches it", async () => {
  const inData = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
  const modules = new Map([
    [
      "sharing/mutex/mutex.js",
      `import { format as print } from "node:util";
import { Word } from "./word.js";
import * as bytes from "../bytes.js";
export const SIZE = bytes.SIZE;
export class Mutex { #word = new Word(); lock() { return print("%s of %d", this.#word.text, SIZE); } }`,
    ],
    ["sharing/mutex/word.js", 'const TEXT = "a word";\nclass Word { text = TEXT; }\nexport { Word };'],
    ["sharing/bytes.js", "export const SIZE = 48;"],
    [
      "sharing/start-gate.js",
      'import { Mutex, SIZE } from "./mutex/mutex.js";\nimport { SIZE as same } from "./bytes.js";\nexport class StartGate { #mutex = new Mutex(); wait() { return [this.#mutex.lock(), SIZE, same]; } }',
    ],
  ]);
  const changed = coveredTexts(modules, forbid("Mutex"));
  expect(changed.get("sharing/mutex/word.js")).toBe("export {};\n");
  expect(changed.get("sharing/mutex/mutex.js")).toContain("asks you to build Mutex yourself");
  const bytes = JSON.stringify(inData(modules.get("sharing/bytes.js") as string));
  const gate = (changed.get("sharing/start-gate.js") as string).replaceAll('"./bytes.js"', bytes);
  const { StartGate, ...rest } = (await import(inData(gate))) as { StartGate: new () => { wait(): unknown } };
  expect(Object.keys(rest)).toEqual([]);
  expect(new StartGate().wait()).toEqual(["a word of 48", 48, 48]);
});

describe("of the lab and the course's own exercises", () => {
  interface Exercise {
    readonly id: string;
    readonly forbids?: readonly string[];
  }
  const lab = join(repository, "labs/dist");
  const modules = new Map(
    readdirSync(lab, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".js"))
      .map((path) => [path, readFileSync(join(lab, path), "utf8")]),
  );
  const { lessons } = JSON.parse(readFileSync(join(repository, "notebooks/course.json"), "utf8")) as {
    lessons: readonly { readonly exercises: readonly Exercise[] }[];
  };
  const exercises = lessons.flatMap((lesson) => lesson.exercises).filter(({ forbids }) => forbids?.length);

  test("every forbidden name is found, and its text is in no module that is left", () => {
    expect(exercises.length).toBeGreaterThan(5);
    for (const { id, forbids = [] } of exercises) {
      const changed = coveredTexts(modules, { exercise: id, names: forbids });
      const all = [...changed.values()].join("\n");
      for (const name of forbids) {
        expect(all, `${id} forbids ${name}`).toContain(`asks you to build ${name} yourself`);
        const declares = new RegExp(`^export (?:async )?(?:class|function\\*?|const) ${name}\\b.*$`, "gm");
        const left = [...new Map([...modules, ...changed]).values()].flatMap(
          (text) => text.match(declares) ?? [],
        );
        for (const line of left) expect(line, `${id} forbids ${name}`).toContain("asks you to build");
      }
    }
  });
});
