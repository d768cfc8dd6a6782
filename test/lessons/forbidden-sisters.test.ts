import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCourse } from "../../kit/lesson/index.ts";

/** An exercise that forbids what it asks to build also forbids the other exports of the lab that do the same. */

const labs = join(import.meta.dirname, "../../labs");
const exercises = loadCourse(join(labs, ".."))
  .lessons.flatMap((lesson) => lesson.exercises)
  .filter(({ forbids }) => forbids.length > 0);

/** Exports of several modules that do the same work: an answer with one of them needs none of the others. */
const SISTERS: Readonly<Record<string, readonly string[]>> = {
  "run agents": ["runMultiAgentSystem", "streamMultiAgentSystem", "openSwarm", "resumeMultiAgentSystem"],
  "lock others out": ["Mutex", "Semaphore"],
  "say how speed grows with workers": ["amdahlSpeedup", "fitAmdahl", "uslSpeedup", "fitUsl", "fitScaling"],
  "say who won": ["analyseWinner", "textAnalysis", "analysisMarkdown"],
  "report on an agent's thinking": [
    ...["AIAgent", "CodeAnalyst", "DataAnalyst", "ModelTrainer", "Researcher", "Validator"],
  ],
};

/** What an exercise allows beside its forbidden sisters, and why that solves nothing. */
const HARMLESS: Readonly<Record<string, string>> = {
  "01.2 AIAgent": "it knows no sum",
  "01.2 CodeAnalyst": "it knows no sum",
  "01.2 ModelTrainer": "it knows no sum",
  "01.2 Researcher": "it knows no sum",
  "01.2 Validator": "it knows no sum",
  "07.4 textAnalysis": "it writes a verdict, and no table",
  "07.5 textTable": "it writes the times, and no verdict",
  "08.4 efficiency": "it divides a speedup by the workers, and knows no law",
  "09.5 settle": "it waits for every agent, and counts no equal answers",
  "09.5 failFast": "it stops at a failure, and counts no equal answers",
  "09.5 deadline": "it stops at a time, and counts no equal answers",
};

const modules = readdirSync(labs, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/(?:^|[/\\])(?:dist|node_modules)[/\\]/.test(file))
  .map((file) => ({ file, text: readFileSync(join(labs, file), "utf8") }));
const doors = modules.filter(({ file }) => /(?:^|[/\\])index\.ts$/.test(file));
const offered = new Set(doors.flatMap(({ text }) => text.match(/\w+/g) ?? []));
const exportsOf = modules.map(({ text }) =>
  [...text.matchAll(/^export (?:async )?(?:abstract )?(?:function\*?|class|const) (\w+)/gm)]
    .map(([, name]) => name as string)
    .filter((name) => offered.has(name)),
);

const sistersOf = (name: string) =>
  [...Object.values(SISTERS), ...exportsOf].filter((names) => names.includes(name)).flat();

test("every sister, and every forbidden name, is an export of the lab", () => {
  const exported = new Set(exportsOf.flat());
  const named = [...Object.values(SISTERS).flat(), ...exercises.flatMap(({ forbids }) => forbids)];
  expect(named.filter((name) => !exported.has(name))).toEqual([]);
});

describe.each(exercises)("exercise $id", ({ id, forbids }) => {
  test("forbids the sisters of what it forbids, or a reason says why not", () => {
    const open = new Set(forbids.flatMap(sistersOf).filter((name) => !forbids.includes(name)));
    expect([...open].filter((name) => HARMLESS[`${id} ${name}`] === undefined)).toEqual([]);
  });
});

test("every reason belongs to a sister that an exercise allows", () => {
  const idle = Object.keys(HARMLESS).filter((reason) => {
    const [id, name = ""] = reason.split(" ");
    const forbids = exercises.find((exercise) => exercise.id === id)?.forbids ?? [];
    return forbids.includes(name) || !forbids.flatMap(sistersOf).includes(name);
  });
  expect(idle).toEqual([]);
});
