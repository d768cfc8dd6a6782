// A stack of things to be closed.
const answer = () => { const order: number[] = []; { using stack = new DisposableStack(); stack.defer(() => order.push(1)); stack.defer(() => order.push(2)); } return order; };
// expect: [2, 1]
