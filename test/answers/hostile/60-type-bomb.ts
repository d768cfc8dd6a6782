// attack: takes the compiler hours
// points: 0
// %%
// exercise 01.1 · Double a number
type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";
type Count<N extends number, Sum extends 0[] = []> = Sum["length"] extends N ? Sum : Count<N, [...Sum, 0]>;
type Twice<T extends unknown[], Depth extends 0[]> = Depth extends [0, ...infer Rest extends 0[]] ? [...Twice<[T, T], Rest>, ...Twice<[T], Rest>] : T;
const bomb0 = null as unknown as Twice<[1], Count<26>>;
const bomb1: Twice<[2], Count<27>> = bomb0 as never;
const bomb2: Twice<[3], Count<28>> = bomb1 as never;
const wide = null as unknown as `${Digit}${Digit}${Digit}${Digit}`;
const wider: `${typeof wide}${Digit}` = wide as never;
function double(n: number): any {
  return [bomb1, bomb2, wider].length * 0;
}
