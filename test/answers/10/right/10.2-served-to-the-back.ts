// exercise 10.2 · The queue before the model
// One list of agents; whoever had a turn goes to its end and stays there.
interface Question {
  readonly agent: number;
  readonly text: string;
  readonly deadline: number;
}

class ModelQueue {
  #room: number;
  #order: number[] = [];
  #entries = new Set<{ q: Question }>();
  constructor(room: number) {
    this.#room = room;
  }
  #inTime(now: number) {
    return [...this.#entries].filter(({ q }) => now < q.deadline);
  }
  ask(q: Question, now: number) {
    const ok = now < q.deadline && this.#inTime(now).length < this.#room;
    if (ok) {
      this.#entries.add({ q });
      if (!this.#order.includes(q.agent)) this.#order.unshift(q.agent);
    }
    return ok;
  }
  next(now: number) {
    const candidates = this.#inTime(now);
    candidates.sort((a, b) => this.#order.indexOf(a.q.agent) - this.#order.indexOf(b.q.agent));
    const first = candidates[0];
    if (!first) return;
    this.#entries.delete(first);
    this.#order = this.#order.filter((agent) => agent !== first.q.agent);
    this.#order.push(first.q.agent);
    return first.q;
  }
  late(now: number) {
    const late = [...this.#entries].filter(({ q }) => q.deadline <= now);
    for (const one of late) this.#entries.delete(one);
    return late.map(({ q }) => q);
  }
}
