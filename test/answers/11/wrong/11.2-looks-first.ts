// exercise 11.2 · A store that counts once
// Looks whether the row is there, and does not ask what insert() says.
// fails: two deliveries at the same moment: one counts, in every order of their steps
async function keep(store: Store, { run, agent: number, attempt }: Delivery, text: string): Promise<"counted" | "again"> {
  const key = JSON.stringify([run, number]);
  if ((await store.rows()).some((row) => row.key === key)) return "again";
  await store.put(attempt, text);
  await store.insert(key, attempt);
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
