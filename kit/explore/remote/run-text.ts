import { createRequire } from "node:module";
import { exploration } from "../exploration.ts";
import { ExploreError } from "../explore-error.ts";
import type { ExploreOptions } from "../options.ts";
import { type Meaning, Names } from "../program/names.ts";
import { freeNames, parseExpression } from "../transform/index.ts";
import type { VerdictData } from "../verdict.ts";
import type { ProgramText } from "./program-text.ts";

const kit = createRequire(import.meta.url);

/** Explores what came as text, where the names that it uses are known: in the process of an answer. */
export async function exploreText(program: ProgramText): Promise<VerdictData> {
  const scope: Record<string, unknown> = {};
  for (const [name, text, value] of program.scope) scope[name] = text === null ? value : undefined;
  const names = new Names(scope);
  for (const [name, text] of program.scope) if (text !== null) scope[name] = nativeFunction(text, names);
  const rules = Object.fromEntries(
    Object.entries(program.rules).map(([rule, text]) => [rule, nativeFunction(text as string, names)]),
  );
  return exploration({
    ...program.limits,
    ...rules,
    scope,
    shared: nativeFunction(program.shared, names) as never,
    threads: program.threads.map(([name, text]) => ({ name, text })) as never,
  } as ExploreOptions<never>);
}

/** A function of a text, which runs as it stands, once and for all: no part of any thread. */
function nativeFunction(text: string, names: Names): (...args: unknown[]) => unknown {
  const tree = parseExpression(`(${text})`);
  if (tree === undefined)
    throw new ExploreError("INVALID_OPTIONS", `This is no function: ${text.slice(0, 60)}`);
  const values: [string, unknown][] = [];
  for (const { name, members } of freeNames(tree).values()) {
    const meaning = names.find(name, members);
    if (meaning) values.push([name, meaningValue(meaning)]);
  }
  const make = new Function(...values.map(([name]) => name), `"use strict"; return (${text});`);
  return make(...values.map(([, value]) => value));
}

function meaningValue(meaning: Meaning): unknown {
  switch (meaning.kind) {
    case "value":
      return meaning.value;
    case "members":
      return Object.fromEntries([...meaning.of].map(([member, one]) => [member, meaningValue(one)]));
    case "import": {
      const module = kit(meaning.specifier) as Record<string, unknown>;
      return meaning.exportName === "*" ? module : module[meaning.exportName];
    }
  }
}
