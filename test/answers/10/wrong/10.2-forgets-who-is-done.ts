// exercise 10.2 · The queue before the model
// Forgets the last turn of an agent that has nothing left: it comes back as a newcomer each time.
// fails: an agent that has just had a turn waits until the others had theirs
interface Question {
  readonly agent: number;
  readonly text: string;
  /** From this second on nobody needs the answer any more. */
  readonly deadline: number;
}

class ModelQueue {
  readonly #room: number;
  #waiting: { question: Question; ticket: number }[] = [];
  #late: { question: Question; ticket: number }[] = [];
  /** The number of the last turn of each agent that had one. */
  readonly #lastTurn = new Map<number, number>();
  #tickets = 0;
  #turns = 0;

  /** @param room how many questions may wait, at least 1 */
  constructor(room: number) {
    this.#room = room;
  }

  ask(question: Question, now: number): boolean {
    this.#sweep(now);
    if (question.deadline <= now || this.#waiting.length >= this.#room) return false;
    this.#waiting.push({ question, ticket: this.#tickets++ });
    return true;
  }

  next(now: number): Question | undefined {
    this.#sweep(now);
    let best = -1;
    let longestAgo = Number.POSITIVE_INFINITY;
    for (const [at, { question }] of this.#waiting.entries()) {
      const turn = this.#lastTurn.get(question.agent) ?? -1;
      if (turn < longestAgo) [best, longestAgo] = [at, turn];
    }
    if (best === -1) return undefined;
    const [{ question }] = this.#waiting.splice(best, 1);
    this.#lastTurn.set(question.agent, this.#turns++);
    // Who has nothing left need not be remembered.
    if (!this.#waiting.some((one) => one.question.agent === question.agent)) this.#lastTurn.delete(question.agent);
    return question;
  }

  late(now: number): Question[] {
    this.#sweep(now);
    const gone = this.#late.sort((a, b) => a.ticket - b.ticket);
    this.#late = [];
    return gone.map(({ question }) => question);
  }

  #sweep(now: number): void {
    this.#late.push(...this.#waiting.filter(({ question }) => question.deadline <= now));
    this.#waiting = this.#waiting.filter(({ question }) => question.deadline > now);
  }
}
