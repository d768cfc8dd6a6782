// exercise 11.2 · A store that counts once
// Says counted each time.
// fails: of several deliveries one after the other, the first one counts
async function keep(store: Store, { run, agent: number, attempt }: Delivery, text: string): Promise<"counted" | "again"> {
  await store.put(attempt, text);
  await store.insert(JSON.stringify([run, number]), attempt);
  return "counted";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [ofRun, number] = JSON.parse(key) as [string, number];
    if (ofRun === run) kept.push({ agent: number, text: (await store.get(value)) ?? "" });
  }
  return kept.sort((one, other) => one.agent - other.agent);
}
