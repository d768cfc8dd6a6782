// `Object.defineProperty` in a later cell gives a class a getter.
class Temperature { constructor(public value: number) {} declare readonly doubled: number; }
// %%
Object.defineProperty(Temperature.prototype, "doubled", { get(this: Temperature) { return this.value * 2; } });
// %%
const answer = () => new Temperature(4).doubled;
// expect: 8
