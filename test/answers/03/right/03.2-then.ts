// exercise 03.2 · A second opinion
// A chain of promises; the answers are unpacked as they come.
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
  protected override think(input: I): Promise<O> {
    const answer = (opinion: Awaited<ReturnType<Colleague<I, O>["reason"]>>): O => {
      if (opinion.success) return opinion.result as O;
      throw new Error(`no opinion from ${opinion.agentType}, since ${opinion.error?.message}`);
    };
    return Promise.all([this.first, this.second].map((colleague) => colleague.reason(input).then(answer))).then(
      ([one, other]) => {
        if (one !== other) throw new Error([one, other].map(String).join(" is not "));
        return one as O;
      },
    );
  }
}
