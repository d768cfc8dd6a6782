// exercise 11.4 · Replicas and requests
// A pod more for a hair.
// fails: a pod that is exactly full enough is enough
function planPods(numbers: PodNumbers): PodPlan {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const roundUp = (value: number) => Math.ceil(value);
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
