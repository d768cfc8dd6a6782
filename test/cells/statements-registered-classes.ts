// Classes that register themselves in a map.
const kinds = new Map<string, new () => { say(): string }>();
class Cat2 { say() { return "miaow"; } }
kinds.set("cat", Cat2);
// %%
const answer = () => { const Kind = kinds.get("cat"); return Kind ? new Kind().say() : "none"; };
// expect: "miaow"
// expect in thread, process: throws kinds cannot be sent because a function inside a Map does not go with it
