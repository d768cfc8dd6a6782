// Namespaces inside a namespace.
namespace Outer.Inner {
  export class Leaf { read() { return "leaf"; } }
}
// %%
const answer = () => new Outer.Inner.Leaf().read();
// expect: "leaf"
