import { createInterface } from "node:readline/promises";

/** Asks a question on the terminal. Everything but "y" and "yes" is no, as is the end of the input. */
export async function askYesOrNo(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new AbortController();
  lines.once("close", () => closed.abort());
  try {
    const answer = await lines.question(`${question} [y/N] `, {
      signal: AbortSignal.any([signal, closed.signal]),
    });
    return /^y(es)?$/i.test(answer.trim());
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
