import { afterEach, expect, test, vi } from "vitest";
import { logMemory, SharedLog } from "../../../labs/sharing/shared-log.ts";

afterEach(() => vi.restoreAllMocks());

const bytes = (text: string) => new TextEncoder().encode(text);
const contents = (log: SharedLog) =>
  Array.from({ length: log.count }, (_, index) => new TextDecoder().decode(log.read(index)));

/** Makes a writer die instead of its `nth` atomic store (from 0). Returns whether the writer reached it. */
function dieAt(nth: number, write: () => void): boolean {
  const store = Atomics.store as (...args: unknown[]) => unknown;
  let stores = 0;
  const death = new Error("died here");
  vi.spyOn(Atomics, "store").mockImplementation((...args: unknown[]) => {
    if (stores++ === nth) throw death;
    return store(...args) as never;
  });
  try {
    write();
    return false;
  } catch (error) {
    if (error !== death) throw error;
    return true;
  } finally {
    vi.restoreAllMocks();
  }
}

test.each([0, 1, 2])(
  "wherever a writer dies, the records of others after %d records are neither lost nor doubled",
  (before) => {
    const written = ["one", "three", "and a longer one"].slice(0, before);
    for (let nth = 0; ; nth++) {
      const log = new SharedLog(logMemory({ bytes: 72 }));
      for (const text of written) log.append(bytes(text));
      const has = dieAt(nth, () => log.append(bytes("the dead one's")));
      const own = has ? [] : ["the dead one's"];
      expect(contents(log)).toEqual([...written, ...own]);
      log.append(bytes("a survivor's"));
      log.append(bytes("and another"));
      expect(contents(log)).toEqual([...written, ...own, "a survivor's", "and another"]);
      if (!has) {
        expect(nth).toBeGreaterThan(1);
        return;
      }
    }
  },
);

test("tells how many bytes are in use", () => {
  const log = new SharedLog(logMemory());
  expect(log.bytesUsed).toBe(72);
  log.append(bytes("abcde"));
  // A length of 4 bytes, and 5 bytes filled up to 8.
  expect(log.bytesUsed).toBe(84);
});
