// exercise 09.4 · Keep what the others found
// Runs a failed node a second time.
// fails: one wrapped node serves many runs
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
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      try {
        return await node(state, config);
      } catch {
        return { failures: [{ node: name, reason }] };
      }
    }
  };
}
