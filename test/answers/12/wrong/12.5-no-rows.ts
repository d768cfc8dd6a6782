// exercise 12.5 · Three ways, three sizes
// What comes back is a list, and no row stands in it.
// fails: there is an honest row for each way and each number of agents
const benchmark = async (): Promise<any> => [null];
