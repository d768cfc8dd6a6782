// A standard decorator of a class and of a method.
const calls: string[] = [];
function logged<This, Args extends unknown[], R>(method: (this: This, ...rest: Args) => R, context: ClassMethodDecoratorContext) {
  return function (this: This, ...rest: Args): R { calls.push(String(context.name)); return method.call(this, ...rest); };
}
// %%
class Service { @logged work(n: number) { return n + 1; } }
// %%
const answer = () => { calls.length = 0; return [new Service().work(1), calls]; };
// expect: [2, ["work"]]
// expect in thread, process: throws Service because what decorators keep belongs to their cell, and does not go with the class
