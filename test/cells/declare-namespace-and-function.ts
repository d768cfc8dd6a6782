// A namespace that belongs to a function of the same cell.
function greetAll(name: string) { return `${greetAll.word} ${name}`; }
namespace greetAll { export const word = "Hello"; }
// %%
const answer = () => greetAll("Ada");
// expect: "Hello Ada"
