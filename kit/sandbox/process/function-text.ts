/*
 * A function of an answer has another text in the explorer than in its own threads. Code that asks for it can know where it runs, and the language asks in
 * many places: `"" + fn`, `[fn].join()`, `new Error(fn)`. All of them end in one method.
 */
let onText: () => void = () => {};

/** Calls back from now on when the text of a function is made. */
export function watchFunctionTexts(note: () => void): void {
  onText = note;
}

/** Makes the texts of functions in this process ones that can be watched. Called before the language is locked. */
export function openFunctionTexts(): void {
  const text = Function.prototype.toString;
  const own = {
    toString(this: unknown): string {
      onText();
      return Reflect.apply(text, this, []);
    },
  };
  Object.defineProperty(Function.prototype, "toString", {
    value: own.toString,
    writable: true,
    configurable: true,
  });
}
