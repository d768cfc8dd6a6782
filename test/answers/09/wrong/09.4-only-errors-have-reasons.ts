// exercise 09.4 · Keep what the others found
// Expects that whatever is thrown has a message.
// fails: a node without a config, and one that throws a text
interface Failure {
  readonly node: string;
  readonly reason: string;
}
type AnyNode<State, Result> = (state: State, config?: NodeConfig) => Result | Promise<Result>;
function keepGoing<State, Result extends object>(
  name: string,
  node: AnyNode<State, Result>,
): AnyNode<State, Result | { readonly failures: readonly Failure[] }> {
  return async (state, config) => {
    try {
      return await node(state, config);
    } catch (thrown) {
      const isOnPurpose = (thrown as { is_bubble_up?: unknown } | null)?.is_bubble_up === true;
      if (isOnPurpose || config?.signal?.aborted) throw thrown;
      const reason = (thrown as Error).message;
      return { failures: [{ node: name, reason }] };
    }
  };
}
