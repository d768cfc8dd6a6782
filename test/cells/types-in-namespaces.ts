// Types and values of a namespace, from another cell.
namespace Physics {
  export interface Body { mass: number }
  export type Force = number;
  export const g = 10;
  export const weight = (body: Body): Force => body.mass * g;
}
// %%
const apple: Physics.Body = { mass: 2 };
const pull: Physics.Force = Physics.weight(apple);
// %%
const answer = () => [pull, Physics.g];
// expect: [20, 10]
