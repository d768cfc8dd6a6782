// exercise 11.4 · Replicas and requests
// A plan in which a pod that dies is no object.
// fails: whenOneDies says what runs again, and how full the others are
function planPods(numbers: PodNumbers): any {
  return { replicas: 2, cpu: null, memory: [], whenOneDies: [null] };
}
