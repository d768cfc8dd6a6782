// exercise 10.2 · The queue before the model
// A list of questions for each agent; agents go round in a Map.
interface Question {
  readonly agent: number;
  readonly text: string;
  readonly deadline: number;
}

class ModelQueue {
  private waiting = new Map<number, Question[]>();
  private lateOnes: { at: number; question: Question }[] = [];
  private numbers = new Map<Question, number>();
  private count = 0;

  constructor(private room: number) {}

  /** Moves what is late out of the way. */
  private sweep(now: number) {
    for (const [agent, list] of [...this.waiting]) {
      const inTime: { at: number; question: Question }[] = [];
      for (const one of list as unknown as { at: number; question: Question }[]) {
        if (one.question.deadline <= now) this.lateOnes.push(one);
        else inTime.push(one);
      }
      if (inTime.length === 0) this.waiting.delete(agent);
      else if (inTime.length < list.length) this.waiting.set(agent, inTime as never);
    }
  }

  ask(question: Question, now: number): boolean {
    this.sweep(now);
    let waiting = 0;
    for (const list of this.waiting.values()) waiting += list.length;
    if (question.deadline <= now || waiting >= this.room) return false;
    this.count += 1;
    const entry = { at: this.count, question } as never;
    const list = this.waiting.get(question.agent);
    if (list) list.push(entry);
    else this.waiting.set(question.agent, [entry]);
    return true;
  }

  next(now: number): Question | undefined {
    this.sweep(now);
    for (const [agent, list] of this.waiting) {
      const first = list.shift() as unknown as { question: Question };
      this.waiting.delete(agent);
      if (list.length > 0) this.waiting.set(agent, list);
      return first.question;
    }
    return undefined;
  }

  late(now: number): Question[] {
    this.sweep(now);
    const late = this.lateOnes.sort((a, b) => a.at - b.at).map(({ question }) => question);
    this.lateOnes = [];
    return late;
  }
}
