// exercise 09.4 · Keep what the others found
// Settles the call first, and decides afterwards.
interface Failure {
  readonly node: string;
  readonly reason: string;
}
type AnyNode<State, Result> = (state: State, config?: NodeConfig) => Result | Promise<Result>;
function keepGoing<State, Result extends object>(
  name: string,
  node: AnyNode<State, Result>,
): AnyNode<State, Result | { readonly failures: readonly Failure[] }> {
  return async function wrapped(...args: [State, NodeConfig?]) {
    const [end] = await Promise.allSettled([(async () => node(...args))()]);
    if (end.status === "fulfilled") return end.value;
    const { reason } = end;
    const cancelled = args[1]?.signal?.aborted ?? false;
    if (cancelled) throw reason;
    if (Object(reason).is_bubble_up === true) throw reason;
    return { failures: [{ node: name, reason: String(reason instanceof Error ? reason.message : reason) }] };
  };
}
