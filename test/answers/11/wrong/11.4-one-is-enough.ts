// exercise 11.4 · Replicas and requests
// Takes one pod for a small load.
// fails: there are at least two, also where one would do
function planPods(numbers: PodNumbers): PodPlan {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const roundUp = (value: number) => Math.ceil(value - 1e-7 * Math.max(1, value));
  const onOrdinaryDays = roundUp(load / (perSecond * busy));
  const withOneLess = roundUp(load / perSecond) + 1;
  const replicas = load > 0 ? Math.max(1, onOrdinaryDays, withOneLess) : 1;
  return {
    replicas,
    cpu: roundUp(coresUsed * 1000),
    memory: roundUp((restMB + threads * threadMB) * 1.25),
    whenOneDies: { repeated: threads, busy: load / ((replicas - 1) * perSecond) },
  };
}
