// exercise 09.4 · Keep what the others found
// Passes everything on as soon as there is a signal.
// fails: a node that fails gives an update that names it and says why
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
      if (config?.signal || (thrown as { is_bubble_up?: unknown } | null)?.is_bubble_up === true) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return { failures: [{ node: name, reason }] };
    }
  };
}
