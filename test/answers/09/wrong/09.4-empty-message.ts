// exercise 09.4 · Keep what the others found
// the reason is the error's message. An empty one becomes the text "Error"
// fails: a node that fails gives an update that names it and says why
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
    } catch (error) {
      if (config?.signal?.aborted || (error as { is_bubble_up?: boolean } | null)?.is_bubble_up) throw error;
      const message = error instanceof Error && error.message;
      return { failures: [{ node: name, reason: message || String(error) }] };
    }
  };
}
