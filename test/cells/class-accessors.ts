// A getter and a setter, also static.
class Celsius {
  static #count = 0;
  static get count() { return Celsius.#count; }
  #degrees = 0;
  get fahrenheit() { return this.#degrees * 1.8 + 32; }
  set fahrenheit(value: number) { this.#degrees = (value - 32) / 1.8; Celsius.#count += 1; }
  get degrees() { return this.#degrees; }
}
// %%
const answer = () => { const t = new Celsius(); t.fahrenheit = 212; return [t.degrees, t.fahrenheit, Celsius.count > 0]; };
// expect: [100, 212, true]
