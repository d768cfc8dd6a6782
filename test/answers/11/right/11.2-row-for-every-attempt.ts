// exercise 11.2 · A store that counts once
// A row for every delivery; the first of an agent counts.
const partsOf = (key: string) => JSON.parse(key) as [run: string, agent: number, attempt: string];

async function keep(store: Store, delivery: Delivery, text: string): Promise<"counted" | "again"> {
  await store.put(`text of ${delivery.attempt}`, text);
  await store.insert(JSON.stringify([delivery.run, delivery.agent, delivery.attempt]), "");
  const first = (await store.rows())
    .map(({ key }) => partsOf(key))
    .find(([run, number]) => run === delivery.run && number === delivery.agent);
  return first?.[2] === delivery.attempt ? "counted" : "again";
}

async function results(store: Store, run: string): Promise<{ agent: number; text: string }[]> {
  const firsts = new Map<number, string>();
  for (const { key } of await store.rows()) {
    const [ofRun, number, attempt] = partsOf(key);
    if (ofRun === run && !firsts.has(number)) firsts.set(number, attempt);
  }
  const numbers = [...firsts.keys()].sort((a, b) => a - b);
  return Promise.all(
    numbers.map(async (number) => ({
      agent: number,
      text: (await store.get(`text of ${firsts.get(number)}`)) as string,
    })),
  );
}
