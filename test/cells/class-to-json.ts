// `toJSON` and `toString` of a class.
class Money { constructor(readonly cents: bigint) {} toJSON() { return `${this.cents} ct`; } toString() { return `${Number(this.cents) / 100} €`; } }
// %%
const answer = () => [JSON.stringify({ m: new Money(250n) }), `${new Money(250n)}`];
// expect: ['{"m":"250 ct"}', "2.5 €"]
