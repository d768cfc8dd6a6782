// exercise 03.2 · A second opinion
// Compares texts, so 1 and “1” agree.
// fails: answers that only look alike differ
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
    for (const o of [one, other]) if (!o.success) throw new Error(`${o.agentType} failed: ${o.error?.message}`);
    if (String(one.result) !== String(other.result)) throw new Error(`${one.result} and ${other.result}`);
    return one.result as O;
  }
}
