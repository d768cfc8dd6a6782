// Timers and microtasks in their order.
const inOrder: string[] = [];
const runOrder = async () => {
  inOrder.length = 0;
  setTimeout(() => inOrder.push("timer"), 0);
  queueMicrotask(() => inOrder.push("microtask"));
  inOrder.push("now");
  await new Promise((resolve) => setTimeout(resolve, 5));
  return inOrder;
};
// %%
const answer = () => runOrder();
// expect: ["now", "microtask", "timer"]
