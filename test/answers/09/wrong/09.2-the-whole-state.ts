// exercise 09.2 · A graph runner of your own
// Every node gets whatever is there by now.
// fails: a node gets the results of the nodes it waits for, and nothing else
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
  const state: Record<string, unknown> = {};
  const asked = new Map<string, Promise<unknown>>();
  const resultOf = (name: string): Promise<unknown> => {
    const known = asked.get(name);
    if (known) return known;
    const result = (async () => {
      await Promise.all(graph[name].after.map(resultOf));
      state[name] = await graph[name].run({ ...state });
      return state[name];
    })();
    asked.set(name, result);
    return result;
  };
  await Promise.all(Object.keys(graph).map(resultOf));
  return state;
}
