// What a mixin gives, kept in a constant.
const Named = <B extends new (...rest: any[]) => object>(base: B) =>
  class extends base { called = "named"; };
class Plain { value = 1; }
// %%
const NamedPlain = Named(Plain);
// %%
const answer = () => { const one = new NamedPlain(); return [one.called, one.value]; };
// expect: ["named", 1]
// expect in thread, process: throws NamedPlain refers to `base` because the class stands inside a function, whose variables do not go with it
