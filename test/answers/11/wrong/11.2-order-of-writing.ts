// exercise 11.2 · A store that counts once
// Gives the results in the order in which they were kept.
// fails: results come in the order of the agents' numbers
async function keep(store: Store, { run, agent: number, attempt }: Delivery, text: string): Promise<"counted" | "again"> {
  await store.put(attempt, text);
  return (await store.insert(JSON.stringify([run, number]), attempt)) ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [ofRun, number] = JSON.parse(key) as [string, number];
    if (ofRun === run) kept.push({ agent: number, text: (await store.get(value)) ?? "" });
  }
  return kept;
}
