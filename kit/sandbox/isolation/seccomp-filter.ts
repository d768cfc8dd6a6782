import { endianness } from "node:os";

/**
 * A filter for system calls, as classic BPF. It refuses calls that no JavaScript program needs, and the start of processes unless they are
 * allowed. Threads always start.
 *
 * Source of the numbers: the kernel's `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`.
 */
export type Architecture = "x64" | "arm64";

/** System calls that fail with EPERM. A call without a number does not exist on that architecture. */
const refused: Record<string, Partial<Record<Architecture, number>>> = {
  // Reading and controlling other programs.
  ptrace: { x64: 101, arm64: 117 },
  process_vm_readv: { x64: 310, arm64: 270 },
  process_vm_writev: { x64: 311, arm64: 271 },
  process_madvise: { x64: 440, arm64: 440 },
  kcmp: { x64: 312, arm64: 272 },
  pidfd_getfd: { x64: 438, arm64: 438 },
  perf_event_open: { x64: 298, arm64: 241 },
  userfaultfd: { x64: 323, arm64: 282 },
  bpf: { x64: 321, arm64: 280 },
  // File systems and namespaces.
  mount: { x64: 165, arm64: 40 },
  umount2: { x64: 166, arm64: 39 },
  pivot_root: { x64: 155, arm64: 41 },
  chroot: { x64: 161, arm64: 51 },
  unshare: { x64: 272, arm64: 97 },
  setns: { x64: 308, arm64: 268 },
  open_tree: { x64: 428, arm64: 428 },
  move_mount: { x64: 429, arm64: 429 },
  fsopen: { x64: 430, arm64: 430 },
  fsconfig: { x64: 431, arm64: 431 },
  fsmount: { x64: 432, arm64: 432 },
  fspick: { x64: 433, arm64: 433 },
  mount_setattr: { x64: 442, arm64: 442 },
  open_tree_attr: { x64: 467, arm64: 467 },
  name_to_handle_at: { x64: 303, arm64: 264 },
  open_by_handle_at: { x64: 304, arm64: 265 },
  quotactl: { x64: 179, arm64: 60 },
  quotactl_fd: { x64: 443, arm64: 443 },
  // Keys, modules, clocks and the machine itself.
  add_key: { x64: 248, arm64: 217 },
  request_key: { x64: 249, arm64: 218 },
  keyctl: { x64: 250, arm64: 219 },
  init_module: { x64: 175, arm64: 105 },
  finit_module: { x64: 313, arm64: 273 },
  delete_module: { x64: 176, arm64: 106 },
  kexec_load: { x64: 246, arm64: 104 },
  kexec_file_load: { x64: 320, arm64: 294 },
  reboot: { x64: 169, arm64: 142 },
  swapon: { x64: 167, arm64: 224 },
  swapoff: { x64: 168, arm64: 225 },
  acct: { x64: 163, arm64: 89 },
  syslog: { x64: 103, arm64: 116 },
  personality: { x64: 135, arm64: 92 },
  settimeofday: { x64: 164, arm64: 170 },
  clock_settime: { x64: 227, arm64: 112 },
  adjtimex: { x64: 159, arm64: 171 },
  clock_adjtime: { x64: 305, arm64: 266 },
  sethostname: { x64: 170, arm64: 161 },
  setdomainname: { x64: 171, arm64: 162 },
  vhangup: { x64: 153, arm64: 58 },
  modify_ldt: { x64: 154 },
  iopl: { x64: 172 },
  ioperm: { x64: 173 },
  uselib: { x64: 134 },
  lookup_dcookie: { x64: 212, arm64: 18 },
  nfsservctl: { x64: 180, arm64: 42 },
  migrate_pages: { x64: 256, arm64: 238 },
  move_pages: { x64: 279, arm64: 239 },
  // Memory that is counted for no process.
  memfd_create: { x64: 319, arm64: 279 },
  memfd_secret: { x64: 447, arm64: 447 },
  shmget: { x64: 29, arm64: 194 },
  shmat: { x64: 30, arm64: 196 },
};

/** System calls that fail with ENOSYS, so that programs use older ones, whose arguments the filter can read. */
const absent: Record<string, number> = {
  clone3: 435,
  io_uring_setup: 425,
  io_uring_enter: 426,
  io_uring_register: 427,
};

/** The older ways to start a process; arm64 has none of them. */
const forks = { x64: [57, 58], arm64: [] } as const;
const clone = { x64: 56, arm64: 220 } as const;
const socket = { x64: 41, arm64: 198 } as const;
/** Pairs of local sockets, by which Node speaks with the processes that it starts. */
const socketpair = { x64: 53, arm64: 199 } as const;
/** How the kernel names the architecture of a call. */
const audit = { x64: 0xc000003e, arm64: 0xc00000b7 } as const;

/** Bits of clone's flags. */
const cloneThread = 0x00010000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const cloneNamespaces = 0x7e020000;
/**
 * Netlink alone, by which Node lists network interfaces. Local sockets, IPv4 and IPv6 are refused although there is no network: an answer could fill
 * the kernel's buffers with what it sends to itself, which no process is charged for. Network namespaces do not cover some others, such as vsock.
 */
const socketFamilies = [16];

const [EPERM, ENOSYS, EAFNOSUPPORT] = [1, 38, 97];
const allow = 0x7fff0000;
const killProcess = 0x80000000;
const fail = (code: number) => 0x00050000 | code;
/** Calls of the x32 architecture, which share x86-64's name, begin here. */
const x32 = 0x40000000;

/** Offsets into `struct seccomp_data`. */
const offset = { number: 0, architecture: 4, argument: 16 };

type Instruction = readonly [code: number, yes: number, no: number, value: number];
const load = (at: number): Instruction => [0x20, 0, 0, at];
/** Skips `yes` or `no` instructions. */
const ifEqual = (value: number, yes: number, no: number): Instruction => [0x15, yes, no, value];
const ifAtLeast = (value: number, yes: number, no: number): Instruction => [0x35, yes, no, value];
const ifAnyBit = (value: number, yes: number, no: number): Instruction => [0x45, yes, no, value];
const give = (value: number): Instruction => [0x06, 0, 0, value];

/**
 * The filter's bytes, as `bwrap --seccomp` reads them.
 * @param startable - what an answer may start
 */
export function seccompFilter(architecture: Architecture, startable: "threads" | "processes"): Buffer {
  const program: Instruction[] = [
    load(offset.architecture),
    ifEqual(audit[architecture], 1, 0),
    give(killProcess),
    load(offset.number),
  ];
  if (architecture === "x64") program.push(ifAtLeast(x32, 0, 1), give(killProcess));
  const refuse = (number: number, code: number) => program.push(ifEqual(number, 0, 1), give(fail(code)));
  for (const number of Object.values(absent)) refuse(number, ENOSYS);
  for (const numbers of Object.values(refused)) {
    const number = numbers[architecture];
    if (number !== undefined) refuse(number, EPERM);
  }
  if (startable === "threads")
    for (const number of [...forks[architecture], socketpair[architecture]]) refuse(number, EPERM);
  program.push(
    // Without processes a clone must make a thread; with them it must make no namespace.
    ifEqual(clone[architecture], 0, 4),
    load(offset.argument),
    ...(startable === "processes"
      ? [ifAnyBit(cloneNamespaces, 0, 1), give(fail(EPERM))]
      : [ifAnyBit(cloneThread, 1, 0), give(fail(EPERM))]),
    give(allow),
    ifEqual(socket[architecture], 0, socketFamilies.length + 2),
    load(offset.argument),
    ...socketFamilies.map((family, at) => ifEqual(family, socketFamilies.length - at, 0)),
    give(fail(EAFNOSUPPORT)),
    give(allow),
  );
  return assemble(program);
}

/** Bytes as the kernel's `struct sock_filter` has them: 16 bits of code, 8 and 8 of jumps, 32 of value. */
function assemble(program: readonly Instruction[]): Buffer {
  if (endianness() !== "LE") throw new Error("The filter is written for little-endian machines.");
  const bytes = Buffer.alloc(program.length * 8);
  program.forEach(([code, yes, no, value], at) => {
    bytes.writeUInt16LE(code, at * 8);
    bytes.writeUInt8(yes, at * 8 + 2);
    bytes.writeUInt8(no, at * 8 + 3);
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4);
  });
  return bytes;
}
