// exercise 11.4 · Replicas and requests
// Plans for ordinary days only.
// fails: with one pod less, the others can still do the whole load
function planPods(numbers: PodNumbers): PodPlan {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const roundUp = (value: number) => Math.ceil(value - 1e-7 * Math.max(1, value));
  const onOrdinaryDays = roundUp(load / (perSecond * busy));
  const withOneLess = roundUp(load / perSecond) + 1;
  const replicas = Math.max(2, onOrdinaryDays);
  return {
    replicas,
    cpu: roundUp(coresUsed * 1000),
    memory: roundUp((restMB + threads * threadMB) * 1.25),
    whenOneDies: { repeated: threads, busy: load / ((replicas - 1) * perSecond) },
  };
}
