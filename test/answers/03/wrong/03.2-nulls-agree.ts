// exercise 03.2 · A second opinion
// Compares before it looks at success.
// fails: two colleagues who both fail do not agree
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
    if (one.result === other.result) return one.result as O;
    for (const o of [one, other]) if (!o.success) throw new Error(`${o.agentType} failed: ${o.error?.message}`);
    throw new Error(`${one.result} and ${other.result}`);
  }
}
