// exercise 10.2 · The queue before the model
// Gives out what is late.
// fails: a late question is never given to the model, at exactly its deadline too
interface Question {
  readonly agent: number;
  readonly text: string;
  /** From this second on nobody needs the answer any more. */
  readonly deadline: number;
}

class ModelQueue {
  readonly #room: number;
  #waiting: Question[] = [];
  readonly #lastTurn = new Map<number, number>();
  #turns = 0;

  /** @param room how many questions may wait, at least 1 */
  constructor(room: number) {
    this.#room = room;
  }

  ask(question: Question, now: number): boolean {
    if (question.deadline <= now) return false;
    const inTime = this.#waiting.filter(({ deadline }) => deadline > now);
    if (inTime.length >= this.#room) return false;
    this.#waiting.push(question);
    return true;
  }

  next(now: number): Question | undefined {
    const lastTurnOf = ({ agent }: Question) => this.#lastTurn.get(agent) ?? -1;
    let best: Question | undefined;
    for (const question of this.#waiting) {
            if (best === undefined || lastTurnOf(question) < lastTurnOf(best)) best = question;
    }
    if (best === undefined) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(best), 1);
    this.#turns += 1;
    this.#lastTurn.set(best.agent, this.#turns);
    return best;
  }

  late(now: number): Question[] {
    const late = this.#waiting.filter(({ deadline }) => deadline <= now);
    this.#waiting = this.#waiting.filter(({ deadline }) => deadline > now);
    return late;
  }
}
