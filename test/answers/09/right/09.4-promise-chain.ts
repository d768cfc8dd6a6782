// exercise 09.4 · Keep what the others found
// as a chain of promises, and the node is called in the executor so that it may throw at once
interface Failure {
  readonly node: string;
  readonly reason: string;
}

type AnyNode<State, Result> = (state: State, config?: NodeConfig) => Result | Promise<Result>;

function keepGoing<State, Result extends object>(
  name: string,
  node: AnyNode<State, Result>,
): AnyNode<State, Result | { readonly failures: readonly Failure[] }> {
  return (state, config) =>
    new Promise<Result>((resolve) => resolve(node(state, config))).then(undefined, (thrown: unknown) => {
      const { is_bubble_up: onPurpose } = Object(thrown) as { is_bubble_up?: unknown };
      if (onPurpose === true || config?.signal?.aborted === true) return Promise.reject(thrown);
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      return { failures: [{ node: name, reason }] };
    });
}
