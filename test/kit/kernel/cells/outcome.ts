import { inspect } from "node:util";

/** What a call gave, in words that can be compared between processes. */
export async function outcomeOf(call: () => unknown): Promise<string> {
  try {
    return inspect(await call(), { depth: 9, breakLength: Number.POSITIVE_INFINITY });
  } catch (error) {
    return `throws ${Error.isError(error) ? `${error.name}: ${error.message}` : inspect(error)}`;
  }
}

/** Whether an outcome is what a program expects: of an error a part of the message is enough. */
export function isExpected(outcome: string, expected: string): boolean {
  if (!expected.startsWith("throws ")) return outcome === expected;
  return outcome.startsWith("throws ") && outcome.includes(expected.slice("throws ".length));
}
