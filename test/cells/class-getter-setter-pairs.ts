// Accessors by `Object.defineProperties`, and a static getter that is inherited.
class Base9 { static get kind() { return `${this.name}!`; } }
class Derived9 extends Base9 {}
// %%
const answer = () => [Base9.kind, Derived9.kind, Object.getOwnPropertyNames(Derived9.prototype)];
// expect: ["Base9!", "Derived9!", ["constructor"]]
