// `Object.assign` gives a class methods.
class Robot { name = "R2"; }
interface Robot { beep(): string; boop(): string }
// %%
Object.assign(Robot.prototype, { beep(this: Robot) { return `${this.name} beeps`; }, boop() { return "boop"; } });
// %%
const answer = () => { const robot = new Robot(); return [robot.beep(), robot.boop()]; };
// expect: ["R2 beeps", "boop"]
