// exercise 09.2 · A graph runner of your own
// Resolves with the last node alone.
// fails: it resolves with the results of all nodes, by their names
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
  const asked = new Map<string, Promise<unknown>>();
  const resultOf = (name: string): Promise<unknown> => {
    const known = asked.get(name);
    if (known) return known;
    const result = (async () => {
      const values = await Promise.all(graph[name].after.map(resultOf));
      const inputs: Record<string, unknown> = {};
      graph[name].after.forEach((before, at) => {
        inputs[before] = values[at];
      });
      return graph[name].run(inputs);
    })();
    asked.set(name, result);
    return result;
  };
  const names = Object.keys(graph);
  const results = await Promise.all(names.map(resultOf));
  return { result: results[results.length - 1] };
}
