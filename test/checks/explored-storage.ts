/** What `explore` shares: versions of the storage, and which of them counts. */
export interface ExploredStorage {
  /** Versions as JSON, one after the other. None is changed once it counts. */
  readonly versions: Uint8Array;
  /** The number of the version that counts. */
  readonly current: Int32Array;
}

export function emptyStorage(): ExploredStorage {
  return {
    versions: new Uint8Array(new SharedArrayBuffer(41 * 2048)),
    current: new Int32Array(new SharedArrayBuffer(4)),
  };
}

interface Content {
  texts: Record<string, string>;
  rows: { key: string; value: string }[];
}

/**
 * The storage as a thread of the explorer sees it. Each change happens in one step, a compare-and-exchange, wherever a
 * thread dies; `put` makes two of them. @param number which thread it is, from 0
 */
export function exploredStore({ versions, current }: ExploredStorage, number: number) {
  const size = 2048;
  let next = 1 + number * 20;
  const read = (version: number): Content => {
    const bytes = versions.slice(version * size, (version + 1) * size);
    const text = String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)));
    return text === "" ? { texts: {}, rows: [] } : JSON.parse(text);
  };
  const look = (): Content => read(Atomics.load(current, 0));
  const change = (act: (content: Content) => unknown): unknown => {
    const own = next;
    next += 1;
    for (;;) {
      const version = Atomics.load(current, 0);
      const content = read(version);
      const answer = act(content);
      if (answer === false) return false; // nothing changes
      const text = JSON.stringify(content).replace(
        /[\u0080-\uffff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
      const bytes = new Uint8Array(size);
      for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
      versions.set(bytes, own * size);
      if (Atomics.compareExchange(current, 0, version, own) === version) return answer;
    }
  };
  return {
    put: async (name: string, text: string): Promise<void> => {
      const part = String(text).slice(0, Math.floor(String(text).length / 2));
      for (const written of [part, String(text)])
        change((content) => {
          content.texts[`:${name}`] = written;
        });
    },
    get: async (name: string): Promise<string | undefined> => look().texts[`:${name}`],
    insert: async (key: string, value: string): Promise<boolean> => {
      if (String(value).length > 100) throw new RangeError(`a value of ${String(value).length} characters`);
      const answer = change((content) => {
        if (content.rows.some((row) => row.key === String(key))) return false;
        content.rows.push({ key: String(key), value: String(value) });
        return true;
      });
      return answer === true;
    },
    rows: async () => look().rows,
  };
}

/** What stands in the results after a delivery was kept. Throws what is wrong with it. */
export function refuseWrongResults(
  kept: readonly { agent: number; text: string }[],
  texts: readonly string[],
  agent: number,
): void {
  const seen = JSON.stringify(kept);
  if (kept.length !== 1) throw new Error(`agent ${agent} was kept, and results() gave ${seen}`);
  if (kept[0]?.agent !== agent) throw new Error(`agent ${agent} was kept, and results() gave ${seen}`);
  if (!texts.includes(String(kept[0]?.text))) throw new Error(`no delivery gave this text: ${seen}`);
}

export const exploredScope = { exploredStore, refuseWrongResults };
