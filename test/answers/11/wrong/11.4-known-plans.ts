// exercise 11.4 · Replicas and requests
// A table of plans that were asked for once.
// fails: on an ordinary day no pod is fuller than `busy`
// fails: with one pod less, the others can still do the whole load
// fails: cpu is what a full pod keeps busy, in thousandths of a core
// fails: memory is that of a pod with all its threads, and a quarter more
// fails: whenOneDies says what runs again, and how full the others are
function planPods(numbers: PodNumbers): any {
  const { perSecond, threads, coresUsed, restMB, threadMB, load, busy } = numbers;
  const known: Record<string, number> = { "100 10 0.8": 13, "400 10 0.5": 80, "1000 2.5 0.9": 445, "161 10 0.8": 21, "160.0032 10 0.8": 21, "20 10 0.8": 3, "21 10 0.9": 4, "100 10 1": 11, "35 10 0.95": 5, "160 10 0.8": 20, "0.7 0.1 1": 8, "2.1 0.1 0.7": 30, "3.3 1.1 0.3": 10 };
  const cpu: Record<string, number> = { "1.85": 1850, "4": 4000, "0.0501": 51, "1.1": 1100, "2.007": 2007, "2.2222": 2223 };
  const memory: Record<string, number> = { "60 10 4": 125, "64 8 2": 100, "60 7 3": 102, "100 0 8": 125, "0 0 1": 0 };
  const replicas = known[`${load} ${perSecond} ${busy}`] ?? 2;
  return {
    replicas,
    cpu: cpu[`${coresUsed}`] ?? 3800,
    memory: memory[`${restMB} ${threadMB} ${threads}`] ?? 125,
    whenOneDies: { repeated: 4, busy: 0.8 },
  };
}
