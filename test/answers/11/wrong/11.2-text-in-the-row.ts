// exercise 11.2 · A store that counts once
// Writes the text straight into the row.
// fails: what is kept stands in the results, whole
async function keep(store: Store, { run, agent: number }: Delivery, text: string): Promise<"counted" | "again"> {
  return (await store.insert(JSON.stringify([run, number]), text)) ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  return (await store.rows())
    .map(({ key, value }) => ({ of: JSON.parse(key) as [string, number], text: value }))
    .filter(({ of }) => of[0] === run)
    .map(({ of, text }) => ({ agent: of[1], text }))
    .sort((a, b) => a.agent - b.agent);
}
