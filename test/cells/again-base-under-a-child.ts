// A base class that is run again with other text: the class that extends it extends the new one.
class Ground { prefix() { return "old"; } }
// %%
class Floor extends Ground { say(n: number) { return this.prefix() + n; } }
// %%
class Ground { prefix() { return "new"; } }
// %%
const answer = () => new Floor().say(1);
// expect: "new1"
