// An interface of an earlier cell.
interface Person { name: string; age?: number }
// %%
const ageOf = (person: Person) => person.age ?? "not said";
// %%
const answer = () => [ageOf({ name: "Ada" }), ageOf({ name: "Alan", age: 41 })];
// expect: ["not said", 41]
