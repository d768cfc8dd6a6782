// exercise 11.2 · A store that counts once
// All deliveries of an agent write under the same name.
// fails: wherever a worker dies, the next delivery is kept, and the results are whole
async function keep(store: Store, { run, agent: number }: Delivery, text: string): Promise<"counted" | "again"> {
  const key = JSON.stringify([run, number]);
  await store.put(key, text);
  return (await store.insert(key, key)) ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [ofRun, number] = JSON.parse(key) as [string, number];
    if (ofRun === run) kept.push({ agent: number, text: (await store.get(value)) ?? "" });
  }
  return kept.sort((one, other) => one.agent - other.agent);
}
