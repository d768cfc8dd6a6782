import type { Place, Remark } from "./sentence.ts";

/** An error about meaning, in the compiler's words. */
export interface Finding {
  readonly code: number;
  readonly head: string;
  /** The last and smallest reason, where the compiler gives any. */
  readonly deepest: string | undefined;
  readonly place: Place;
  readonly remarks: readonly Remark[];
}

const FORGOT_AWAIT = 2773;

/** What to do about an error, in one sentence behind the compiler's own. Undefined where its sentence says enough. */
export function adviceFor(finding: Finding): string | undefined {
  const { code, head, remarks } = finding;
  if (remarks.some((remark) => remark.code === FORGOT_AWAIT))
    return code === 2488 ? "Did you mean `for await`?" : "Did you forget `await`?";
  const known = byCode[code];
  if (typeof known === "string") return known;
  return known?.(head, finding);
}

type Advice = string | ((head: string, finding: Finding) => string | undefined);

const CHECK_FIRST = "Check it first, with `if`, `?.` or `??`.";
const GIVES_NOTHING = "The call gives nothing back.";
const DECLARED_TWICE = "This cell declares it twice.";
const MAKE_A_NUMBER = "`Number(…)` makes a number of a text.";

/** Advice by the number of TypeScript's message. */
const byCode: Readonly<Record<number, Advice>> = {
  2300: DECLARED_TWICE,
  2322: doesNotFit,
  2339: noSuchProperty,
  2345: doesNotFit,
  2349: (_, { deepest }) => {
    const type = /^Type '(\w+)' has no call/.exec(deepest ?? "")?.[1];
    return type === undefined ? undefined : `It is a ${type.toLowerCase()}, and not a function.`;
  },
  2362: MAKE_A_NUMBER,
  2363: MAKE_A_NUMBER,
  2365: (head) =>
    /bigint|\d+n'/.test(head) ? "Bigints and numbers do not mix: write `1n`, or `BigInt(…)`." : undefined,
  2367: "It is always the same: one side is of another type.",
  2377: "Write `super(…);` as its first line.",
  2393: "The class has it twice.",
  2420: (_, { deepest }) => deepest,
  2415: (_, { deepest }) => deepest,
  2355: "It has no `return`.",
  2366: "Not every way through the function ends in `return`.",
  2448: standsBelow,
  2449: standsBelow,
  2451: DECLARED_TWICE,
  2488: (head) => (/^Type '(?:Async\w+)/.test(head) ? "Did you mean `for await`?" : "It is not a list."),
  2532: CHECK_FIRST,
  2531: CHECK_FIRST,
  2554: missingArgument,
  2555: missingArgument,
  2564: "Give it a value here, or in the constructor.",
  2588: "Declare it with `let` if it has to change.",
  2632: "What is imported can be read only.",
  2683: "A plain function has no `this`: use a method, or an arrow function inside one.",
  2693: (head) => {
    const name = /^'(\w+)'/.exec(head)?.[1] ?? "";
    return name === "Console" ? "Did you mean `console`?" : undefined;
  },
  2722: CHECK_FIRST,
  2739: isNoTask,
  2740: (head) =>
    /from type '(?:readonly )?[^']*\[\]'/.test(head)
      ? "A list belongs here: put it in `[ … ]`."
      : isNoTask(head),
  2741: isNoTask,
  2790: "Only a property with `?` can be deleted.",
  7006: (head) => `Write its type, as in \`${nameIn(head)}: number\`.`,
  7009: "Only a class is made with `new`; call it without.",
  7031: (head) =>
    `Write the type behind the braces, as in \`{ ${nameIn(head)} }: { ${nameIn(head)}: number }\`.`,
  7034: (head) => `Write its type, as in \`${nameIn(head)}: number[]\`.`,
  7053: "Say which keys it has, as in `Record<string, number>`.",
  18046: "Check it first, as in `if (e instanceof Error)`.",
  18047: CHECK_FIRST,
  18048: CHECK_FIRST,
};

function nameIn(head: string): string {
  return /'([^']+)'/.exec(head)?.[1] ?? "x";
}

function missingArgument(_head: string, { remarks }: Finding): string | undefined {
  const name = /^An argument for '(.+)' was not provided/.exec(
    remarks.find((remark) => remark.code === 6210)?.text ?? "",
  )?.[1];
  return name === undefined ? undefined : `\`${name}\` is missing.`;
}

function standsBelow(_head: string, { remarks }: Finding): string | undefined {
  const line = remarks.find((remark) => remark.code === 2728)?.line;
  return line === undefined ? undefined : `Move its declaration, in line ${line}, above this one.`;
}

function doesNotFit(head: string, { deepest }: Finding): string | undefined {
  const [, given = "", wanted = ""] =
    /type '(.+)' is not assignable to (?:parameter of )?type '(.+)'\.$/i.exec(head) ?? [];
  if (given === `Promise<${wanted}>`) return "Did you forget `await`?";
  if (given === "void") return GIVES_NOTHING;
  if (wanted === "null" || wanted === "undefined")
    return `It was declared with nothing but \`${wanted}\`. Give it a type where it is declared, as in \`let x: number | ${wanted}\`.`;
  if (/\| (?:undefined|null)$/.test(given) && given.startsWith(wanted)) return CHECK_FIRST;
  if ((given === "bigint" && wanted === "number") || (given === "number" && wanted === "bigint"))
    return wanted === "number"
      ? "`Number(…)` makes a number of a bigint."
      : "`BigInt(…)` makes a bigint of a number.";
  const isMissing = /^Property '(.+)' is missing in type/.exec(deepest ?? "")?.[1];
  return isMissing === undefined ? undefined : `\`${isMissing}\` is missing.`;
}

function noSuchProperty(head: string): string | undefined {
  const [, name = "", type = ""] = /^Property '(.+?)' does not exist on type '(.+)'\.$/.exec(head) ?? [];
  if (/^readonly .*\[\]$/.test(type)) return "The list is read-only: copy it first, as in `[...list]`.";
  if (/\[\]$/.test(type) && name === "size") return "A list has `length`.";
  if (/^(?:Map|Set)</.test(type) && name === "length") return "A map or set has `size`.";
  if (type === "void") return GIVES_NOTHING;
  if (type.startsWith("Promise<")) return "Did you forget `await`?";
  return undefined;
}

function isNoTask(head: string): string | undefined {
  return /from type 'AgentTask'|in type 'AgentTask'/.test(head)
    ? "Make one with `agent(type, id, input)`."
    : undefined;
}
