import { expect, it } from "vitest";
import {
  GLOBAL_NAMES,
  type Meaning,
  Program,
  type ProgramRules,
} from "../../../../labs/swarm/transfer/index.ts";

/** A program whose top-level names are those of an object. */
function programOf(names: Readonly<Record<string, unknown>>): Program {
  const find = (name: string): Meaning | undefined =>
    Object.hasOwn(names, name) ? { kind: "value", value: names[name] } : undefined;
  const rules: ProgramRules = {
    globals: GLOBAL_NAMES,
    find: (name, members) =>
      name === "exports"
        ? { kind: "members", of: new Map([...members].map((member) => [member, find(member ?? "")])) }
        : find(name),
    importOf: () => undefined,
    unreadable: (_value, path, { problem }) => {
      throw new Error(`${path} ${problem}`);
    },
    keyword: () => {},
    unknown: (name, user) => new Error(`${user} refers to ${name}`),
  };
  return new Program(rules);
}

const evaluate = (text: string): never => new Function(`return ${text}`)() as never;

it("members of one object that several definitions read are all kept", () => {
  const names = {
    first: evaluate("() => [exports.second(), exports.own]"),
    second: evaluate("() => exports.inner"),
    own: 1,
    inner: 2,
  };
  const program = programOf(names);
  program.add(names.first, "first");
  const entry = program.entries.get("exports");
  expect(entry?.kind === "members" && [...entry.of.keys()].sort()).toEqual(["inner", "own", "second"]);
});

it("a second name of one function is an alias of the first", () => {
  const lock = evaluate("() => 1");
  const program = programOf({ lock, take: lock, both: evaluate("() => lock() + take()") });
  program.add(evaluate("() => both()"), "the thread");
  expect(program.entries.get("take")).toMatchObject({ kind: "definition", text: "lock" });
});

it("a name without a meaning is refused with the function that refers to it", () => {
  expect(() => programOf({}).add(evaluate("() => missing"), "the thread")).toThrow(
    "the thread refers to missing",
  );
});

it("a method is read as a function, and its first line is found again", () => {
  const { double } = { double: (evaluate("({ double(n) { return n * 2; } })") as { double: never }).double };
  const program = programOf({});
  const name = program.add(double, "double");
  const definition = program.definitions.get(name);
  expect(definition?.source).toBe("double(n) { return n * 2; }");
  expect(evaluate(`${definition?.text}(4)`)).toBe(8);
  expect(definition?.text.slice(definition.shift)).toMatch(/^double\(n\)/);
});
