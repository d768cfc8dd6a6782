// exercise 09.2 · A graph runner of your own
// "after has a name that is not in the graph". `in` finds names such as "constructor" or "toString" in every object, so what comes is a TypeError that does not name them
// fails: a name that is not in the graph is refused before any node starts
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
    if (!(name in graph)) throw new Error(`"${from}" waits for "${name}", which is not in the graph`);
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
  const promises = new Map<string, Promise<unknown>>();
  const resultsOf = async (names: readonly string[]) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await promises.get(name)] as const)));
  const order = orderOf(graph);
  for (const name of order) {
    promises.set(
      name,
      resultsOf(graph[name].after).then((inputs) => graph[name].run(inputs)),
    );
  }
  return resultsOf(order);
}
