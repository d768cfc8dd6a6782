// exercise 09.2 · A graph runner of your own
// Runs only the nodes that wait for nobody.
// fails: a node starts as soon as its own inputs are there
// fails: a join waits for all of its inputs
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
  const names = Object.keys(graph).filter((name) => graph[name].after.length === 0);
  const results = await Promise.all(names.map((name) => graph[name].run({})));
  return Object.fromEntries(names.map((name, at) => [name, results[at]]));
}
