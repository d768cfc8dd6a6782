import { expect, test } from "vitest";
import { usedExercises } from "../../../../kit/lesson/source/used-exercises.ts";

const exercises = [
  { id: "01.1", names: ["add"], solution: "const add = (a: number, b: number) => a + b;" },
  {
    id: "01.2",
    names: ["sum"],
    solution: "const sum = (all: number[]) => all.reduce((a, b) => add(a, b), 0);",
  },
  { id: "01.3", names: ["mean"], solution: "const mean = (all: number[]) => total(all) / all.length;" },
  {
    id: "01.4",
    names: ["spread", "drive"],
    given: ["drive"],
    solution: "function spread(add: number) { return add; }\nconst drive = () => mean([1]);",
  },
  { id: "01.5", names: ["last"], solution: "const last = () => drive();" },
];
const demos = ["const total = (all: number[]) => sum(all);", "add(1, 2);"];
const usesOf = (id: string) =>
  usedExercises(exercises.find((one) => one.id === id) ?? { id, names: [] }, exercises, demos);

test("an exercise uses another one by a name in its solution", () => {
  expect(usesOf("01.2")).toEqual(["01.1"]);
  expect(usesOf("01.1")).toEqual([]);
});

test("an exercise uses another one through the lesson's own cells, and not what that one uses in turn", () => {
  expect(usesOf("01.3")).toEqual(["01.2"]);
});

test("what the course gives in an exercise's cell counts with what it uses", () => {
  expect(usesOf("01.4")).toEqual(["01.3"]);
  expect(usesOf("01.5")).toEqual(["01.3"]);
});
