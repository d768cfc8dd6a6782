// exercise 11.4 · Replicas and requests
// Never says more than full, and rounds.
// fails: whenOneDies says what runs again, and how full the others are
function planPods(numbers: PodNumbers): PodPlan {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const roundUp = (value: number) => Math.ceil(value - 1e-7 * Math.max(1, value));
  const onOrdinaryDays = roundUp(load / (perSecond * busy));
  const withOneLess = roundUp(load / perSecond) + 1;
  const replicas = Math.max(2, onOrdinaryDays, withOneLess);
  return {
    replicas,
    cpu: roundUp(coresUsed * 1000),
    memory: roundUp((restMB + threads * threadMB) * 1.25),
    whenOneDies: { repeated: threads, busy: Math.round((100 * load) / ((replicas - 1) * perSecond)) / 100 },
  };
}
