import { createRequire } from "node:module";
import { join } from "node:path";
import vm from "node:vm";
import { keepGiven } from "./given-names.ts";
import { isForbidden, refuseForbidden, trusting, withoutForbidden } from "./lab-filter.ts";
import { lazyLab } from "./lazy-lab.ts";

/** What `@swarmlab/kit` is for an answer: cells import check() and show(), which do nothing here; watch() only runs the swarm. */
const silentKit = Object.freeze({
  check: async () => ({}),
  hint: async () => ({}),
  coteach: async () => ({}),
  show: () => {},
  explore: async () => ({}),
  get watch() {
    return refuseForbidden("runMultiAgentSystem") ?? swarm().runMultiAgentSystem;
  },
});

/** Taken before any line of an answer: an earlier one could change what the next one compiles. */
const { runInThisContext, constants } = vm;

let knownSwarm: typeof import("@swarmlab/labs/swarm") | undefined;
/** Lets the names of the loaded answer cross to threads. */
let installAnswerScope = () => {};
const readLab = createRequire(import.meta.url);

/** The part of the lab that sends agents to threads. Read when it is needed, as it takes longer to read than all the rest. */
export function swarm(): typeof import("@swarmlab/labs/swarm") {
  knownSwarm ??= trusting(() => readLab("@swarmlab/labs/swarm")) as typeof import("@swarmlab/labs/swarm");
  installAnswerScope();
  return knownSwarm;
}

/** Lets the names of an answer cross to threads, and reads the swarm for it. */
export function setAnswerScope(
  directory: string,
  code: string,
  exported: Readonly<Record<string, unknown>>,
): void {
  const { ImportIndex, installScope } = swarm();
  const imports = new ImportIndex();
  imports.add(code);
  installScope({
    has: (name) => Object.hasOwn(exported, name),
    get: (name) => exported[name],
    importOf: (name) => imports.importOf(name),
    directory,
  });
}

/** Parts of the lab that start no swarm. */
const partsWithoutSwarm: ReadonlySet<string> = new Set(["@swarmlab/labs/agents", "@swarmlab/labs/sharing"]);

function readPart(id: string): Readonly<Record<string, unknown>> {
  if (!partsWithoutSwarm.has(id)) swarm();
  return trusting(() => readLab(id));
}

/** The lab as the answer finds it: without what its exercise forbids. */
const lab = new Proxy(
  lazyLab((part) => readPart(`@swarmlab/labs/${part}`)),
  {
    get: (target, name) => refuseForbidden(name) ?? target[name as string],
    has: (target, name) => !isForbidden(String(name)) && name in target,
    ownKeys: (target) => Reflect.ownKeys(target).filter((name) => !isForbidden(String(name))),
    getOwnPropertyDescriptor: (target, name) =>
      isForbidden(String(name)) ? undefined : Reflect.getOwnPropertyDescriptor(target, name),
  },
);

/**
 * Runs a compiled answer in a fresh module.
 *
 * @param root - the folder from which its imports resolve
 * @param given - names that the course defines, and which no code of the answer may set
 * @returns what it exports
 * @throws what it throws at top level
 */
export async function runAnswerModule(
  root: string,
  code: string,
  file: string,
  given: readonly string[] = [],
): Promise<Record<string, unknown>> {
  let exported: Record<string, unknown> = {};
  const module = { exports: exported };
  const finish = keepGiven(exported, given);
  const resolve = createRequire(join(root, "answer.js"));
  let hasScope = false;
  const installScope = () => {
    if (hasScope) return;
    hasScope = true;
    setAnswerScope(root, code, exported);
  };
  installAnswerScope = installScope;
  if (knownSwarm) installScope();
  const require = Object.assign((id: string) => {
    if (id === "@swarmlab/kit") return silentKit;
    if (id === "@swarmlab/labs") return lab;
    return String(id).startsWith("@swarmlab/labs/") ? withoutForbidden(readPart(String(id))) : resolve(id);
  }, resolve);
  // An async function around the answer lets it await at top level, as a cell may.
  const run = runInThisContext(
    `(async function (exports, require, module, __filename, __dirname) {${code}\n})`,
    {
      filename: file,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  );
  await run(exported, require, module, file, root);
  finish();
  if (given.length === 0) exported = module.exports;
  return exported;
}
