import { builtinModules } from "node:module";
import { packageExports } from "./package-exports.ts";

/** Names that other languages have, and what they are here. */
const elsewhere: Readonly<Record<string, string>> = {
  print: "`console.log(…)` prints.",
  println: "`console.log(…)` prints.",
  len: "A list has `list.length`, a map or set `map.size`.",
  range: "A loop counts: `for (let i = 0; i < n; i += 1)`.",
  input: "A cell cannot ask; write the value into it.",
  None: "It is written `undefined` or `null`.",
  nil: "It is written `undefined` or `null`.",
  NULL: "It is written `null`.",
  True: "It is written `true`.",
  False: "It is written `false`.",
  self: "It is written `this`.",
  str: "A text is a `string`.",
  int: "Whole numbers are `number` or `bigint`.",
  float: "A number is a `number`.",
  double: "A number is a `number`.",
  bool: "It is written `boolean`.",
  list: "A list of numbers is `number[]`.",
  List: "A list of numbers is `number[]`.",
  dict: "It is a `Map`, or an object.",
  Dict: "It is a `Map`, or an object.",
  undefind: "Did you mean `undefined`?",
  array: "Did you mean `Array`?",
};

/** Where the names that learners need most come from, the first fitting one. */
const packages = ["@swarmlab/labs", "@swarmlab/kit"];
const nodeModules = [
  ...["fs", "path", "os", "util", "events", "crypto", "assert", "url", "child_process"],
  ...["worker_threads", "perf_hooks", "timers/promises", "fs/promises", "stream", "http", "readline"],
];

/** What a name is that no cell brings: a name of the course, of Node, or of another language. Undefined when nothing is known. */
export function knownName(name: string): string | undefined {
  const from = packages.find((one) => packageExports(one).has(name));
  if (from !== undefined) return importOf(`{ ${name} }`, from);
  const word = Object.hasOwn(elsewhere, name) ? elsewhere[name] : undefined;
  if (word !== undefined) return word;
  if (builtinModules.includes(name)) return importOf(name, `node:${name}`);
  const module = nodeModules.find((one) => Object.hasOwn(process.getBuiltinModule(one) ?? {}, name));
  return module === undefined ? undefined : importOf(`{ ${name} }`, `node:${module}`);
}

/** The package of the course that has a name, other than the one that was asked. */
export function packageOf(name: string, asked: string): string | undefined {
  return packages.find((one) => one !== asked && packageExports(one).has(name));
}

export function importOf(what: string, from: string): string {
  return `Import it: \`import ${what} from "${from}";\`.`;
}
