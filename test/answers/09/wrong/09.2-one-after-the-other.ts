// exercise 09.2 · A graph runner of your own
// Runs the nodes in a row.
// fails: a node starts as soon as its own inputs are there
// fails: nodes without inputs start at once, all of them
interface GraphNode {
  readonly after: readonly string[];
  run(inputs: Readonly<Record<string, unknown>>): unknown;
}
type Graph = Readonly<Record<string, GraphNode>>;

function assertSound(graph: Graph): void {
  const state = new Map<string, "open" | "done">();
  const visit = (name: string, way: readonly string[]): void => {
    if (!Object.hasOwn(graph, name)) throw new Error(`there is no node ${name}`);
    if (state.get(name) === "done") return;
    if (state.get(name) === "open") throw new Error(`a circle: ${[...way, name].join(" -> ")}`);
    state.set(name, "open");
    for (const before of graph[name].after) visit(before, [...way, name]);
    state.set(name, "done");
  };
  for (const name of Object.keys(graph)) visit(name, []);
}

async function runGraph(graph: Graph): Promise<Record<string, unknown>> {
  assertSound(graph);
  const results: Record<string, unknown> = {};
  let left = Object.keys(graph);
  while (left.length > 0) {
    const next = left.find((name) => graph[name].after.every((before) => before in results)) as string;
    results[next] = await graph[next].run(
      Object.fromEntries(graph[next].after.map((before) => [before, results[before]])),
    );
    left = left.filter((name) => name !== next);
  }
  return results;
}
