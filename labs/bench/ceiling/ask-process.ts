import type { ChildProcess, Serializable } from "node:child_process";
import { once } from "node:events";

/**
 * Sends a message to a process and waits for its next one, which is the answer.
 *
 * @throws Error when the process cannot be started, or ends before it answers
 */
export async function askProcess<Answer>(child: ChildProcess, message: Serializable): Promise<Answer> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const ended = once(child, "exit", { signal }).then(([code, name]) => {
    throw new Error(`A process of the measurement ended with ${name ?? `exit code ${code}`}.`);
  });
  try {
    child.send(message);
    // The process's messages are typed by its entry.
    const [answer] = (await Promise.race([once(child, "message", { signal }), ended])) as [Answer];
    return answer;
  } finally {
    waiting.abort();
  }
}
