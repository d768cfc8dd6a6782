// `Object.setPrototypeOf` in a helper cell.
class Swimmer { swim() { return "swims"; } }
class Duck {}
interface Duck { swim(): string }
// %%
Object.setPrototypeOf(Duck.prototype, Swimmer.prototype);
// %%
const answer = () => new Duck().swim();
// expect: "swims"
