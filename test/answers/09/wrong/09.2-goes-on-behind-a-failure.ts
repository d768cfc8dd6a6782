// exercise 09.2 · A graph runner of your own
// Nodes behind a failed one start all the same.
// fails: a failure comes out as it is, and nothing behind it starts
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
  const asked = new Map<string, Promise<PromiseSettledResult<unknown>>>();
  const resultOf = (name: string): Promise<PromiseSettledResult<unknown>> => {
    const known = asked.get(name);
    if (known) return known;
    const result = (async () => {
      const ends = await Promise.all(graph[name].after.map(resultOf));
      const inputs = Object.fromEntries(
        graph[name].after.map((before, at) => {
          const end = ends[at];
          return [before, end.status === "fulfilled" ? end.value : undefined];
        }),
      );
      const [end] = await Promise.allSettled([(async () => graph[name].run(inputs))()]);
      return end;
    })();
    asked.set(name, result);
    return result;
  };
  const names = Object.keys(graph);
  const ends = await Promise.all(names.map(resultOf));
  const bad = ends.find((end) => end.status === "rejected") as PromiseRejectedResult | undefined;
  if (bad) throw bad.reason;
  return Object.fromEntries(names.map((name, at) => [name, (ends[at] as PromiseFulfilledResult<unknown>).value]));
}
