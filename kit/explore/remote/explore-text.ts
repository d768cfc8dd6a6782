import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { inspect } from "node:util";
import vm from "node:vm";
import { freeNames, type Meaning, readText } from "@swarmlab/labs/swarm/transfer";
import { exploration } from "../exploration.ts";
import { ExploreError } from "../explore-error.ts";
import type { ExploreOptions } from "../options.ts";
import { ExploredNames } from "../program/explored-names.ts";
import { beginNow } from "../runtime/clock.ts";
import { now } from "../runtime/current-thread.ts";
import { globalNames, HARMLESS_GLOBALS, type SealedNames, seal } from "../runtime/seal.ts";
import { hideStacks, toldApart } from "../runtime/told-apart.ts";
import { differs, noteDifferent } from "../runtime/unsupported.ts";
import { sealGlobals } from "../runtime/virtual-globals.ts";
import type { VerdictData } from "../verdict.ts";
import type { ProgramText } from "./program-text.ts";

const require = createRequire(import.meta.url);

/**
 * Explores a program that is given as text. It runs in the process of an answer, whose names the program uses.
 * @param code - the definitions of the answer
 */
export async function exploreText(program: ProgramText, code: string): Promise<VerdictData> {
  if (seal.isSealed)
    beginNow(createHash("sha256").update(code).update(inspect(program, WHOLE)).digest().readInt32LE());
  const scope: Record<string, unknown> = {};
  for (const [name, text, value] of program.scope) scope[name] = text === null ? value : undefined;
  const names = new ExploredNames(scope);
  refuseReplacedGlobals(program, names);
  for (const [name, text] of program.scope) if (text !== null) scope[name] = nativeFunction(text, names);
  const rules = Object.fromEntries(
    Object.entries(program.rules).map(([rule, text]) => [rule, nativeFunction(text as string, names)]),
  );
  // `readOptions` checks the options again, and takes threads as text.
  const verdict = await exploration({
    ...program.limits,
    ...rules,
    ...(program.recover === undefined ? {} : { recover: { text: program.recover } as never }),
    ...(program.model === undefined
      ? {}
      : { history: { model: nativeFunction(program.model, names) as never } }),
    scope,
    shared: nativeFunction(program.shared, names) as never,
    threads: program.threads.map(([name, text]) => ({ name, text })) as never,
  } as ExploreOptions<never>);
  const told = toldApart();
  if (verdict.passed && told !== undefined) throw told;
  return verdict;
}

const WHOLE = { depth: 8, maxArrayLength: 1_000, maxStringLength: 100_000 };

/**
 * Refuses an answer with a top-level name that the check's own functions use as a global name. In threads, one name has one meaning: the check would be
 * driven by what the answer calls `Atomics`.
 */
function refuseReplacedGlobals(
  { threads, recover, scope: functions }: ProgramText,
  names: ExploredNames,
): void {
  const texts = [recover, ...threads.map(([, text]) => text), ...functions.map(([, text]) => text)];
  for (const text of texts) {
    const source = text ? readText(text) : undefined;
    if (source === undefined || "problem" in source) continue;
    for (const { name, members } of freeNames(source.expression).names.values())
      if (names.isGlobal(name) && names.find(name, members) !== undefined)
        throw new ExploreError(
          "UNSUPPORTED",
          `Your answer has a top-level name \`${name}\`, which is a global name of JavaScript that the check itself uses: give yours another name.`,
        );
  }
}

/** Evaluates the text of a function that is part of no thread. It is not transformed. */
function nativeFunction(text: string, names: ExploredNames): (...args: unknown[]) => unknown {
  const source = readText(text);
  if ("problem" in source)
    throw new ExploreError("INVALID_OPTIONS", `This is no function: ${text.slice(0, 60)}`);
  const values: [string, unknown][] = [];
  for (const { name, members } of freeNames(source.expression).names.values()) {
    // `Number` is the language's, whatever the answer calls so.
    if (names.isGlobal(name)) continue;
    const meaning = names.find(name, members);
    if (meaning) values.push([name, meaningValue(meaning)]);
  }
  const make = vm.compileFunction(
    `"use strict"; return ${source.text};`,
    values.map(([name]) => name),
  ) as (...given: unknown[]) => (...args: unknown[]) => unknown;
  return make(...values.map(([, value]) => value));
}

function meaningValue(meaning: Meaning): unknown {
  switch (meaning.kind) {
    case "value":
      return meaning.value;
    case "members":
      return Object.fromEntries([...meaning.of].map(([name, one]) => [name, one && meaningValue(one)]));
    case "import": {
      const { specifier, exportName } = meaning.origin;
      if (seal.isSealed && !/^@swarmlab\/labs(?:\/|$)/.test(specifier))
        throw new ExploreError("UNSUPPORTED", `A rule of a check takes no name from ${specifier}.`);
      const module = require(specifier) as Record<string, unknown>;
      return exportName === "*" ? module : module[exportName];
    }
  }
}

/** Seals this process before an answer comes: virtual threads see the names of the language and few more. */
export function sealExplorer(language: Iterable<string>): SealedNames {
  hideStacks(() => differs("the stack of an error"));
  const held = sealGlobals(new Set([...language, ...HARMLESS_GLOBALS]));
  const harmless = HARMLESS_GLOBALS.map((name) => [name, Reflect.get(globalThis, name) as unknown] as const);
  return {
    found: globalNames(),
    harmless,
    held: [...held, ...harmless.map(([, value]) => value)],
    noteText() {
      if (now.thread !== undefined || now.isDefining) noteDifferent("the text of a function");
    },
    noteAbsent: (what) => noteDifferent(what),
  };
}
