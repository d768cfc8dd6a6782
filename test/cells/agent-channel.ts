// What agents share, used in one place.
import { Channel } from "@swarmlab/labs";
// %%
const answer = () => { const channel = new Channel<number>({ capacity: 2 }); channel.send(1); channel.send(2); return [channel.receive(), channel.receive()]; };
// expect: [1, 2]
