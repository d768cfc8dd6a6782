// exercise 09.4 · Keep what the others found
// Takes a cancelled graph for a failure.
// fails: a cancelled graph is no failure of the node
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
      if ((thrown as { is_bubble_up?: unknown } | null)?.is_bubble_up === true) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return { failures: [{ node: name, reason }] };
    }
  };
}
