/** What `explore` shares: a storage, and a word whose change is the step of each call. */
export interface ExploredStorage {
  /** The whole storage as JSON. */
  readonly memory: Uint8Array;
  readonly step: Int32Array;
}

export function emptyStorage(): ExploredStorage {
  return {
    memory: new Uint8Array(new SharedArrayBuffer(16_384)),
    step: new Int32Array(new SharedArrayBuffer(4)),
  };
}

interface Content {
  texts: Record<string, string>;
  rows: { key: string; value: string }[];
}

/** Reads, changes and writes the storage. The explorer does not divide a constructor, so no other thread comes in between. */
class Change {
  answer: unknown;

  constructor(memory: Uint8Array, change: (content: Content) => unknown) {
    let text = "";
    for (let at = 0; memory[at] !== 0; at += 1) text += String.fromCharCode(memory[at] ?? 0);
    const content: Content = text === "" ? { texts: {}, rows: [] } : JSON.parse(decodeURIComponent(text));
    this.answer = change(content);
    const next = encodeURIComponent(JSON.stringify(content));
    for (let at = 0; at < next.length; at += 1) memory[at] = next.charCodeAt(at);
    memory[next.length] = 0;
  }
}

/** The storage as a thread of the explorer sees it: each call is a step, and `put` takes two of them. */
export function exploredStore({ memory, step }: ExploredStorage) {
  const act = (change: (content: Content) => unknown): unknown => {
    Atomics.add(step, 0, 1); // the step: what follows belongs to it
    return new Change(memory, change).answer;
  };
  return {
    put: async (name: string, text: string): Promise<void> => {
      const part = String(text).slice(0, Math.floor(String(text).length / 2));
      act((content) => {
        content.texts[`:${name}`] = part;
      });
      act((content) => {
        content.texts[`:${name}`] = String(text);
      });
    },
    get: async (name: string) => act((content) => content.texts[`:${name}`]) as string | undefined,
    insert: async (key: string, value: string) =>
      act((content) => {
        if (String(value).length > 100) throw new RangeError(`a value of ${String(value).length} characters`);
        if (content.rows.some((row) => row.key === String(key))) return false;
        content.rows.push({ key: String(key), value: String(value) });
        return true;
      }) as boolean,
    rows: async () => act((content) => content.rows) as Content["rows"],
  };
}

/** What stands in the results after a delivery was kept. Throws what is wrong with it. */
export function refuseWrongResults(
  kept: readonly { agent: number; text: string }[],
  texts: readonly string[],
): void {
  const seen = JSON.stringify(kept);
  if (kept.length !== 1) throw new Error(`agent 2 was kept, and results() gave ${seen}`);
  if (!texts.includes(String(kept[0]?.text))) throw new Error(`no delivery gave this text: ${seen}`);
}

export const exploredScope = { Change, exploredStore, refuseWrongResults };
