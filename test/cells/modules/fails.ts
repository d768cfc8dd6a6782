export function failing(): never {
  throw new RangeError("thrown in a module");
}
