import { isDeepStrictEqual } from "node:util";
import { explore } from "../../../../kit/explore/index.ts";
import { words } from "../programs/program.ts";

/** The result of a function's body that runs natively, with its error in place of a value. */
async function natively(text: string): Promise<unknown> {
  return await new Function(`"use strict"; return ${text};`)()({ w: words(4) });
}

/** The result of the same body that runs step by step, as a thread beside another one. */
async function explored(text: string): Promise<unknown> {
  let result: unknown;
  const verdict = await explore({
    shared: () => ({ w: words(4), other: words() }),
    threads: [{ name: "snippet", text }, ({ other }: { other: Int32Array }) => Atomics.add(other, 0, 1)],
    finally: (_shared: unknown, [value]: readonly unknown[]) => {
      result = value;
    },
    bound: 0,
    steps: 2_000,
    failOnRace: false,
  } as never);
  return verdict.failure ? `${verdict.failure.kind}: ${verdict.failure.message}` : result;
}

const textOf = (body: string) => `${/\bawait\b/.test(body) ? "async " : ""}({ w }) => { ${body} }`;

/** What a snippet does natively and step by step, where the two differ. */
export async function differenceOf(body: string): Promise<string | undefined> {
  const text = textOf(body);
  const expected = await natively(text);
  let got: unknown;
  try {
    got = await explored(text);
  } catch (error) {
    got = `refused: ${(error as Error).message}`;
  }
  return isDeepStrictEqual(plain(expected), plain(got))
    ? undefined
    : `${body}\n  natively ${show(expected)}\n  explored ${show(got)}`;
}

/** Views without the prototype that the explorer gives them. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [value.constructor.name, ...(value as Int32Array)];
  return Array.isArray(value) ? Object.assign([], value.map(plain), { length: value.length }) : value;
}

function show(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
