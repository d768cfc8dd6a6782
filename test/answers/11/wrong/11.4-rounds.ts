// exercise 11.4 · Replicas and requests
// Rounds to the nearest.
// fails: on an ordinary day no pod is fuller than `busy`
function planPods(numbers: PodNumbers): PodPlan {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const roundUp = (value: number) => Math.round(value);
  const onOrdinaryDays = roundUp(load / (perSecond * busy));
  const withOneLess = roundUp(load / perSecond) + 1;
  const replicas = Math.max(2, onOrdinaryDays, withOneLess);
  return {
    replicas,
    cpu: roundUp(coresUsed * 1000),
    memory: roundUp((restMB + threads * threadMB) * 1.25),
    whenOneDies: { repeated: threads, busy: load / ((replicas - 1) * perSecond) },
  };
}
