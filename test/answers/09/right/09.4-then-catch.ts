// exercise 09.4 · Keep what the others found
// With then and catch in place of try.
interface Failure {
  readonly node: string;
  readonly reason: string;
}
type AnyNode<State, Result> = (state: State, config?: NodeConfig) => Result | Promise<Result>;

const reasonOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : `${thrown}`);
function keepGoing<State, Result extends object>(
  name: string,
  node: AnyNode<State, Result>,
): AnyNode<State, Result | { readonly failures: readonly Failure[] }> {
  return (state, config) =>
    new Promise<Result>((resolve) => resolve(node(state, config))).catch((thrown: unknown) => {
      const meant = typeof thrown === "object" && thrown !== null && "is_bubble_up" in thrown && thrown.is_bubble_up;
      if (meant || config?.signal?.aborted === true) return Promise.reject(thrown);
      return { failures: [{ node: name, reason: reasonOf(thrown) }] };
    });
}
