// `super` in methods, getters, static methods and a constructor.
class Parent3 {
  constructor(readonly given: number) {}
  value() { return this.given; }
  get twice() { return this.given * 2; }
  static make() { return new this(5); }
}
// %%
class Child3 extends Parent3 {
  constructor(n: number) { super(n + 1); }
  override value() { return super.value() * 10; }
  override get twice() { return super.twice + 1; }
  static override make() { return super.make() as Child3; }
}
// %%
const answer = () => { const c = Child3.make(); return [c.value(), c.twice, c instanceof Child3]; };
// expect: [60, 13, true]
