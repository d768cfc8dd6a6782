// exercise 11.2 · A store that counts once
// The row comes first, then the text.
// fails: wherever a worker dies, the next delivery is kept, and the results are whole
async function keep(store: Store, { run, agent: number, attempt }: Delivery, text: string): Promise<"counted" | "again"> {
  const isFirst = await store.insert(JSON.stringify([run, number]), attempt);
  if (isFirst) await store.put(attempt, text);
  return isFirst ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [ofRun, number] = JSON.parse(key) as [string, number];
    if (ofRun === run) kept.push({ agent: number, text: (await store.get(value)) ?? "" });
  }
  return kept.sort((one, other) => one.agent - other.agent);
}
