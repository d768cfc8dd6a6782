// A method, a getter and a default all read a constant that is declared again with another type.
const measure: number | string = 1;
class Gauge { read() { return String(measure); } get now() { return `${measure}`; } with(value: unknown = measure) { return value; } }
// %%
const measure: number | string = "two";
// %%
const answer = () => { const g = new Gauge(); return [g.read(), g.now, g.with()]; };
// expect: ["two", "two", "two"]
