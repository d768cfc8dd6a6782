// exercise 11.4 · Replicas and requests
// Rounds to three decimals first, so that 20.0004 full pods become 20.
// fails: on an ordinary day no pod is fuller than `busy`
function planPods(numbers: PodNumbers): PodPlan {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const up = (value: number) => Math.ceil(Number(value.toFixed(3)));
  const replicas = Math.max(2, up(load / (perSecond * busy)), up(load / perSecond) + 1);
  return {
    replicas,
    cpu: up(coresUsed * 1000),
    memory: up((restMB + threads * threadMB) * 1.25),
    whenOneDies: { repeated: threads, busy: load / (perSecond * (replicas - 1)) },
  };
}
