/** The verdict of a seccomp filter on a system call, by an interpreter of classic BPF like that of the kernel. */
export function verdict(
  filter: Buffer,
  call: { number: number; architecture: number; argument?: number },
): "allow" | "kill" | { errno: number } {
  const words: Record<number, number> = { 0: call.number, 4: call.architecture, 16: call.argument ?? 0 };
  let accumulator = 0;
  for (let at = 0; at < filter.length / 8; at += 1) {
    const code = filter.readUInt16LE(at * 8);
    const [yes, no, value] = [
      filter[at * 8 + 2] ?? 0,
      filter[at * 8 + 3] ?? 0,
      filter.readUInt32LE(at * 8 + 4),
    ];
    const jump = (isTrue: boolean) => {
      at += isTrue ? yes : no;
    };
    if (code === 0x20) {
      if (!(value in words)) throw new Error(`the filter reads at ${value}`);
      accumulator = (words[value] as number) >>> 0;
    } else if (code === 0x15) jump(accumulator === value);
    else if (code === 0x35) jump(accumulator >= value);
    else if (code === 0x45) jump((accumulator & value) !== 0);
    else if (code === 0x06) {
      if (value === 0x7fff0000) return "allow";
      if (value === 0x80000000) return "kill";
      if (value >>> 16 === 0x0005) return { errno: value & 0xffff };
      throw new Error(`the filter returns ${value}`);
    } else throw new Error(`the filter has an instruction ${code}`);
  }
  throw new Error("the filter has no end");
}
