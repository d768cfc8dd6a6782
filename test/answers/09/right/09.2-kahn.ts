// exercise 09.2 · A graph runner of your own
// Counts what each node still waits for. Circles are looked for first, with the same counting.
interface GraphNode {
  readonly after: readonly string[];
  run(inputs: Readonly<Record<string, unknown>>): unknown;
}
type Graph = Readonly<Record<string, GraphNode>>;

function missingOrCircle(graph: Graph): string | undefined {
  const names = Object.keys(graph);
  for (const name of names)
    for (const before of graph[name].after)
      if (!names.includes(before)) return `${name} waits for a node that is not there: ${before}`;
  const waits = new Map(names.map((name) => [name, new Set(graph[name].after)]));
  for (let ready = names.filter((name) => waits.get(name)?.size === 0); ready.length > 0; ) {
    for (const name of ready) waits.delete(name);
    for (const left of waits.values()) for (const name of ready) left.delete(name);
    ready = [...waits.keys()].filter((name) => waits.get(name)?.size === 0);
  }
  return waits.size === 0 ? undefined : `in a circle: ${[...waits.keys()].join(" ")}`;
}

function runGraph(graph: Graph): Promise<Record<string, unknown>> {
  const trouble = missingOrCircle(graph);
  if (trouble) return Promise.reject(new Error(trouble));
  const names = Object.keys(graph);
  const results: Record<string, unknown> = {};
  const left = new Map(names.map((name) => [name, new Set(graph[name].after).size]));
  return new Promise((resolve, reject) => {
    let open = names.length;
    if (open === 0) resolve(results);
    const start = async (name: string) => {
      try {
        const inputs: Record<string, unknown> = {};
        for (const before of graph[name].after) inputs[before] = results[before];
        results[name] = await graph[name].run(inputs);
        open -= 1;
        if (open === 0) resolve(results);
        for (const next of names) {
          if (!graph[next].after.includes(name)) continue;
          const count = (left.get(next) ?? 0) - 1;
          left.set(next, count);
          if (count === 0) start(next);
        }
      } catch (error) {
        reject(error);
      }
    };
    for (const name of names) if (left.get(name) === 0) start(name);
  });
}
