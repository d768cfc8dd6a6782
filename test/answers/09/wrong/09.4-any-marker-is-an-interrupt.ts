// exercise 09.4 · Keep what the others found
// Asks whether the marker is there, not whether it is true.
// fails: what LangGraph throws on purpose is passed on
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
      if (typeof thrown === "object" && thrown !== null && "is_bubble_up" in thrown) throw thrown;
      if (config?.signal?.aborted) throw thrown;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return { failures: [{ node: name, reason }] };
    }
  };
}
