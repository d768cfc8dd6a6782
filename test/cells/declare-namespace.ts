// A namespace with a constant, a function and something that stays inside.
namespace Geometry {
  const factor = 2;
  export const unit = 1;
  export function perimeter(side: number) { return factor * factor * side * unit; }
}
// %%
const answer = () => Geometry.perimeter(5);
// expect: 20
