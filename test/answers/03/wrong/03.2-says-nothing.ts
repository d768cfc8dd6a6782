// exercise 03.2 · A second opinion
// An error that helps nobody.
// fails: two who differ: a failure that shows both answers
// fails: a colleague who fails: a failure that says who and why
interface Colleague<I, O> {
  reason(input: I): Promise<Pick<AgentResult<O>, "agentType" | "result" | "success" | "error">>;
}
class SecondOpinion<I, O> extends AIAgent<I, O> {
  readonly first: Colleague<I, O>;
  readonly second: Colleague<I, O>;
  constructor(agentId: number, first: Colleague<I, O>, second: Colleague<I, O>) {
    super(agentId);
    this.first = first;
    this.second = second;
  }
  protected override async think(input: I): Promise<O> {
    const [one, other] = await Promise.all([this.first.reason(input), this.second.reason(input)]);
    if (!one.success || !other.success || one.result !== other.result) throw new Error("no agreement");
    return one.result as O;
  }
}
