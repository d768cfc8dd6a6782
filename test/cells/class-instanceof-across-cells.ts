// An object made by a function of another cell is an instance of the class.
class Token { constructor(readonly text: string) {} }
const makeToken = (text: string) => new Token(text);
// %%
const isToken = (value: unknown) => value instanceof Token;
// %%
const answer = () => [isToken(makeToken("a")), isToken({ text: "a" })];
// expect: [true, false]
