// exercise 10.2 · The queue before the model
// An array of agents and a pointer that goes round.
interface Question {
  readonly agent: number;
  readonly text: string;
  readonly deadline: number;
}

class ModelQueue {
  readonly agents: number[] = [];
  turn = 0;
  questions: Question[] = [];
  readonly room: number;
  constructor(room: number) {
    this.room = room;
  }
  ask(question: Question, now: number): boolean {
    const isInTime = (one: Question) => one.deadline > now;
    if (!isInTime(question)) return false;
    if (this.questions.filter(isInTime).length === this.room) return false;
    if (!this.agents.includes(question.agent)) this.agents.push(question.agent);
    this.questions = [...this.questions, question];
    return true;
  }
  next(now: number): Question | undefined {
    for (let i = 0; i < this.agents.length; i += 1) {
      const agent = this.agents[this.turn];
      this.turn = (this.turn + 1) % this.agents.length;
      const at = this.questions.findIndex((one) => one.agent === agent && one.deadline > now);
      if (at >= 0) return this.questions.splice(at, 1)[0];
    }
    return undefined;
  }
  late(now: number): Question[] {
    const [late, rest]: [Question[], Question[]] = [[], []];
    for (const one of this.questions) (one.deadline > now ? rest : late).push(one);
    this.questions = rest;
    return late;
  }
}
