// exercise 10.2 · The queue before the model
// A Map is the ring: who had a turn is put at its end, and keeps its place with nothing to ask.
interface Question {
  readonly agent: number;
  readonly text: string;
  /** From this second on nobody needs the answer any more. */
  readonly deadline: number;
}

class ModelQueue {
  // A ring: a Map keeps the order in which its keys came in. Whoever had a turn goes to the end of it. An agent that
  // has nothing left keeps its place, with an empty line.
  readonly #room: number;
  readonly #ring = new Map<number, [ticket: number, question: Question][]>();
  #gone: [ticket: number, question: Question][] = [];
  #ticket = 0;

  /** @param room how many questions may wait, at least 1 */
  constructor(room: number) {
    this.#room = room;
  }

  ask(question: Question, now: number): boolean {
    if (this.#isLate(question, now)) return false;
    this.#moveLate(now);
    let waiting = 0;
    for (const line of this.#ring.values()) waiting += line.length;
    if (waiting >= this.#room) return false;
    const mine = this.#ring.get(question.agent);
    if (mine === undefined) this.#ring.set(question.agent, [[this.#ticket, question]]);
    else mine.push([this.#ticket, question]);
    this.#ticket += 1;
    return true;
  }

  next(now: number): Question | undefined {
    this.#moveLate(now);
    for (const [agentNumber, line] of this.#ring) {
      const first = line.shift();
      if (first === undefined) continue;
      this.#ring.delete(agentNumber);
      this.#ring.set(agentNumber, line);
      return first[1];
    }
    return undefined;
  }

  late(now: number): Question[] {
    this.#moveLate(now);
    const all = this.#gone;
    this.#gone = [];
    return all.sort(([a], [b]) => a - b).map(([, question]) => question);
  }

  #isLate(question: Question, now: number): boolean {
    return now >= question.deadline;
  }

  #moveLate(now: number): void {
    for (const line of this.#ring.values())
      for (let at = line.length - 1; at >= 0; at -= 1)
        if (this.#isLate(line[at][1], now)) this.#gone.push(...line.splice(at, 1));
  }
}
