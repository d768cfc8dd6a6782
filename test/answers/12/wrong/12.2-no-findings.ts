// exercise 12.2 · Nothing gets lost
// What comes back is a list, and no finding stands in it.
// fails: two agents with three findings each bring home six
const collectFindings = async (agents: number, each: number, site: Site): Promise<any> => [null];
