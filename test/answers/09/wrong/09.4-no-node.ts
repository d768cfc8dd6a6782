// exercise 09.4 · Keep what the others found
// Gives no node.
// fails: what the node returns is passed on, and it gets the state and the config
function keepGoing(name: string, node: any): any {
  return { valueOf: 1, toString: 1 };
}
