// exercise 11.2 · A store that counts once
// Finds the rows of a run by how their keys begin.
// fails: each run has its own results, whatever it is called
async function keep(store: Store, { run, agent: number, attempt }: Delivery, text: string): Promise<"counted" | "again"> {
  await store.put(attempt, text);
  return (await store.insert(`${run}-${number}`, attempt)) ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows())
    if (key.startsWith(`${run}-`))
      kept.push({ agent: Number(key.slice(key.lastIndexOf("-") + 1)), text: (await store.get(value)) ?? "" });
  return kept.sort((a, b) => a.agent - b.agent);
}
