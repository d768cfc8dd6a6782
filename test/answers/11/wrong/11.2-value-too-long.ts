// exercise 11.2 · A store that counts once
// Its rows hold run, agent and attempt together, which is too long for a row with long names.
// fails: each run has its own results, whatever it is called
async function keep(store: Store, delivery: Delivery, text: string): Promise<"counted" | "again"> {
  const name = JSON.stringify(delivery);
  await store.put(name, text);
  return (await store.insert(JSON.stringify([delivery.run, delivery.agent]), name))
    ? "counted"
    : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const list: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [ofRun, agent] = JSON.parse(key) as [string, number];
    if (ofRun !== run) continue;
    list.push({ agent, text: (await store.get(value)) ?? "" });
  }
  return list.sort((a, b) => a.agent - b.agent);
}
