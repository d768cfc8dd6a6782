import { Attempts } from "./attempts.ts";
import { Conversation } from "./conversation.ts";

/** What `ask()` remembers of one notebook, until its kernel ends. Nothing of it is written to a file. */
export class CoteacherMemory {
  readonly attempts = new Attempts();
  readonly #talks = new Map<string, Conversation>();
  readonly #toldHosts = new Set<string>();

  /** The talk about an exercise; a new one at the first question. */
  talk(exercise: string): Conversation {
    const known = this.#talks.get(exercise);
    if (known) return known;
    const talk = new Conversation();
    this.#talks.set(exercise, talk);
    return talk;
  }

  /** Whether this is the first question to a host, before which the learner reads what is sent. */
  isFirstUseOf(host: string): boolean {
    if (this.#toldHosts.has(host)) return false;
    this.#toldHosts.add(host);
    return true;
  }
}
