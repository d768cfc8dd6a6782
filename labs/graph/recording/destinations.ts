/**
 * Where a branch, or a node's command, sends the graph: names of nodes, without duplicates in one decision.
 *
 * @param decision a name, a `Send`, or a list of both
 */
export function destinationsOf(decision: unknown): readonly string[] {
  const items = Array.isArray(decision) ? decision : [decision];
  const names = items.flatMap((item) => {
    if (typeof item === "string") return [item];
    const node: unknown = (item as { node?: unknown } | null | undefined)?.node;
    return typeof node === "string" ? [node] : [];
  });
  return [...new Set(names)];
}

/** The destinations of a node that answered a `Command`; empty for every other answer. */
export function commandDestinations(output: unknown): readonly string[] {
  const commands = Array.isArray(output) ? output : [output];
  return commands.flatMap((command) => {
    const { lg_name: kind, goto } = (command ?? {}) as { lg_name?: unknown; goto?: unknown };
    return kind === "Command" ? destinationsOf(goto) : [];
  });
}

/** The update of a command, or the output itself. */
export function updateIn(output: unknown): unknown {
  const { lg_name: kind, update } = (output ?? {}) as { lg_name?: unknown; update?: unknown };
  return kind === "Command" ? update : output;
}
