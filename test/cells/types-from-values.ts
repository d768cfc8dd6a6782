// Types that are made of values of another cell.
const modes = ["fast", "safe"] as const;
class Engine9 { power = 5; }
enum Gear { One = 1, Two }
// %%
type Mode = (typeof modes)[number];
type EngineMade = InstanceType<typeof Engine9>;
const choose = (mode: Mode, engine: EngineMade, gear: Gear, key: keyof typeof Gear) => [mode, engine.power, gear, Gear[key]];
// %%
const answer = () => choose("safe", new Engine9(), Gear.Two, "One");
// expect: ["safe", 5, 2, 1]
