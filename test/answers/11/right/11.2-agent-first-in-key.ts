// exercise 11.2 · A store that counts once
// The agent's number stands before the run's name, so that the first separator decides.
async function keep(
  store: Store,
  { run, agent: number, attempt }: Delivery,
  text: string,
): Promise<"counted" | "again"> {
  const name = `${number}/${attempt}`;
  await store.put(name, text);
  return (await store.insert(`${number}/${run}`, name)) ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const rows = await store.rows();
  const mine = rows.filter(({ key }) => key.slice(key.indexOf("/") + 1) === run);
  const texts = await Promise.all(mine.map(({ value }) => store.get(value)));
  return mine
    .map(({ key }, at) => ({ agent: Number.parseInt(key, 10), text: texts[at] ?? "" }))
    .sort((one, other) => one.agent - other.agent);
}
