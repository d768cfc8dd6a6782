import { describeValue } from "../../common/describe-value.ts";
import { GraphError } from "../graph-error.ts";

/** The state, or what an edge sent, as a node receives it. */
type Slice = Readonly<Record<string, unknown>>;

/** What of the state goes to one agent. */
export function sliceOf(input: string | readonly string[] | ((state: never) => unknown) | undefined) {
  if (input === undefined) return (state: unknown) => state;
  if (typeof input === "function") return input as (state: unknown) => unknown;
  if (typeof input === "string") return (state: unknown) => (state as Slice)[input];
  return (state: unknown) => Object.fromEntries(input.map((key) => [key, (state as Slice)[key]]));
}

/** The inputs of several agents. */
export function slicesOf(inputs: string | ((state: never) => unknown)) {
  const read = sliceOf(inputs);
  return (state: unknown): readonly unknown[] => {
    const list = read(state);
    if (Array.isArray(list)) return list;
    const what = typeof inputs === "string" ? `The value of ${inputs}` : "What inputs returns";
    throw new GraphError(
      "INVALID_ARGUMENT",
      `${what} must be an array with one input for each agent, but is ${describeValue(list)}.`,
    );
  };
}

/** The update of the state that an answer makes. */
export function updateOf(output: string | ((answer: never, state: never) => unknown) | undefined) {
  if (output === undefined) return (answer: unknown) => answer;
  if (typeof output === "string") return (answer: unknown) => ({ [output]: answer });
  return output as (answer: unknown, state: unknown) => unknown;
}
