// exercise 09.2 · A graph runner of your own
// rejects with its error, as it is. A node that fails with undefined, null, 0 or "" counts as not failed
// fails: a node that throws at once, and one that is named twice
interface GraphNode {
  /** The nodes that it waits for. */
  readonly after: readonly string[];
  /** What it does. It may answer at once, or promise to. */
  run(inputs: Readonly<Record<string, unknown>>): unknown;
}

type Graph = Readonly<Record<string, GraphNode>>;

/** An order in which each comes after those it waits for. Throws when there is none. */
function orderOf(graph: Graph): string[] {
  const order: string[] = [];
  const path: string[] = [];
  const visit = (name: string, from: string) => {
    if (!Object.hasOwn(graph, name)) throw new Error(`"${from}" waits for "${name}", which is not in the graph`);
    if (path.includes(name)) {
      const circle = [...path.slice(path.indexOf(name)), name];
      throw new Error(`these nodes wait for each other: ${circle.join(" → ")}`);
    }
    if (order.includes(name)) return;
    path.push(name);
    for (const before of graph[name].after) visit(before, name);
    path.pop();
    order.push(name);
  };
  for (const name of Object.keys(graph)) visit(name, name);
  return order;
}

async function runGraph(graph: Graph): Promise<Record<string, unknown>> {
  const order = orderOf(graph);
  const promises = new Map<string, Promise<unknown>>();
  const resultsOf = async (names: readonly string[]) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await promises.get(name)] as const)));
  for (const name of order) promises.set(name, resultsOf(graph[name].after).then((inputs) => graph[name].run(inputs)));
  const ends = await Promise.allSettled(promises.values());
  for (const end of ends) if (end.status === "rejected" && end.reason) throw end.reason;
  return Object.fromEntries(order.map((name, i) => [name, (ends[i] as PromiseFulfilledResult<unknown>).value]));
}
