// exercise 12.1 · A team of your own
// What comes back is a list, and no result stands in it.
// fails: a team of six gives six results, in the agents' order
const teamOf = (count: number, work: number) => [];
const runSystem = async (team: readonly unknown[]): Promise<any> => ({ status: "2 cores", results: [null] });
const runTeam = (count: number, work: number) => runSystem(teamOf(count, work));
