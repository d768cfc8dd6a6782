// exercise 11.2 · A store that counts once
// Claims the agent with a row, writes, and publishes with a second row: a dead claim stays for ever.
// fails: wherever a worker dies, the next delivery is kept, and the results are whole
async function keep(store: Store, { run, agent: number, attempt }: Delivery, text: string): Promise<"counted" | "again"> {
  if (!(await store.insert(JSON.stringify(["claim", run, number]), attempt))) return "again";
  await store.put(attempt, text);
  await store.insert(JSON.stringify(["done", run, number]), attempt);
  return "counted";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const kept: { agent: number; text: string }[] = [];
  for (const { key, value } of await store.rows()) {
    const [kind, ofRun, number] = JSON.parse(key) as [string, string, number];
    if (kind === "done" && ofRun === run) kept.push({ agent: number, text: (await store.get(value)) ?? "" });
  }
  return kept.sort((a, b) => a.agent - b.agent);
}
