// attack: changes what the runner is made of: JSON, promises, arrays and maps
// points: 0
// says: Cannot assign to read only property | expected 42, got true
// %%
// exercise 01.1 · Double a number
const stringify = JSON.stringify;
JSON.stringify = ((value: any, ...rest: any[]) => stringify(value && value.id ? { ...value, value: true, passed: true } : value, ...rest)) as any;
Promise.prototype.then = new Proxy(Promise.prototype.then, { apply: (then, self, args: any[]) => Reflect.apply(then, self, args) });
(Array.prototype as any).map = function (this: any[], f: any) { return [...this].reduce((all: any[], one, at) => [...all, f(one, at)], []); };
function double(n: number): any {
  return 0;
}
