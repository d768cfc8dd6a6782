// exercise 10.2 · The queue before the model
// A list of nodes in the order of asking, and the agents in the order of their turns.
interface Question {
  readonly agent: number;
  readonly text: string;
  /** From this second on nobody needs the answer any more. */
  readonly deadline: number;
}

/** One question in a list that goes round; the list's own node has no question. */
class AskedNode {
  before: AskedNode = this;
  after: AskedNode = this;
  readonly question: Question | undefined;
  constructor(question?: Question) {
    this.question = question;
  }
  insertBefore(other: AskedNode): void {
    [this.before, this.after] = [other.before, other];
    this.before.after = this;
    other.before = this;
  }
  remove(): void {
    this.before.after = this.after;
    this.after.before = this.before;
  }
}

class ModelQueue {
  // One list in the order of asking. A question that becomes late stays where it is until `late` fetches it; nothing
  // counts it and nothing gives it away. `#served`: the agents that had a turn, the last one at the end.
  readonly #asked = new AskedNode();
  readonly #room: number;
  #served: number[] = [];

  /** @param room how many questions may wait, at least 1 */
  constructor(room: number) {
    this.#room = room;
  }

  ask(question: Question, now: number): boolean {
    const inTime = [...this.#nodes()].filter((node) => node.question.deadline > now).length;
    if (!(question.deadline > now) || inTime >= this.#room) return false;
    new AskedNode(question).insertBefore(this.#asked);
    return true;
  }

  next(now: number): Question | undefined {
    const firstOfEach = new Map<number, AskedNode & { question: Question }>();
    for (const node of this.#nodes())
      if (node.question.deadline > now && !firstOfEach.has(node.question.agent))
        firstOfEach.set(node.question.agent, node);
    if (firstOfEach.size === 0) return undefined;
    const isNew = [...firstOfEach.keys()].find((who) => !this.#served.includes(who));
    const who = isNew ?? (this.#served.find((one) => firstOfEach.has(one)) as number);
    const chosen = firstOfEach.get(who);
    chosen?.remove();
    this.#served = [...this.#served.filter((one) => one !== who), who];
    return chosen?.question;
  }

  late(now: number): Question[] {
    const gone = [...this.#nodes()].filter((node) => node.question.deadline <= now);
    for (const node of gone) node.remove();
    return gone.map((node) => node.question);
  }

  *#nodes(): Generator<AskedNode & { question: Question }> {
    for (let node = this.#asked.after; node !== this.#asked; node = node.after)
      yield node as AskedNode & { question: Question };
  }
}
