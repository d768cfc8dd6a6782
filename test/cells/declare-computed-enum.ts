// An enum with members that are computed.
const baseCode = "abc".length;
enum Code { First = baseCode * 10, Second = First + 1 }
// %%
const answer = () => [Code.First, Code.Second];
// expect: [30, 31]
