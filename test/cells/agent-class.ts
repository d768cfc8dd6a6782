// A class of the lab, extended over three cells.
import { AIAgent } from "@swarmlab/labs";
// %%
abstract class Thinker extends AIAgent<number, string> { protected abstract word(): string; say(n: number) { return this.think(n); } protected think(n: number) { return `${this.word()} ${n}`; } }
// %%
class LoudThinker extends Thinker { protected word() { return "LOUD"; } }
// %%
const answer = () => new LoudThinker(1).say(2);
// expect: "LOUD 2"
