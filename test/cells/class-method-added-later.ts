// A statement of a later cell adds a method.
class Greeter { constructor(readonly name: string) {} }
interface Greeter { greet(): string }
// %%
Greeter.prototype.greet = function () { return `Hi ${this.name}`; };
// %%
const answer = () => new Greeter("Ada").greet();
// expect: "Hi Ada"
