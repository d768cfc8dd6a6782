// A class that is an async iterator with a clean-up.
class Lines { closed = false; constructor(readonly lines: string[]) {}
  async *[Symbol.asyncIterator]() { try { for (const line of this.lines) yield line; } finally { this.closed = true; } } }
// %%
const answer = async () => { const lines = new Lines(["a", "b"]); for await (const line of lines) if (line === "a") break; return lines.closed; };
// expect: true
