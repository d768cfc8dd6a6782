import { describe, expect, test } from "vitest";
import { seccompFilter } from "../../../../kit/sandbox/isolation/seccomp-filter.ts";
import { verdict } from "./bpf.ts";

/** Numbers of the kernel, written here independently of the source. */
const machines = {
  x64: {
    architecture: 0xc000003e,
    clone: 56,
    socket: 41,
    socketpair: 53,
    mount: 165,
    ptrace: 101,
    read: 0,
    execve: 59,
    futex: 202,
  },
  arm64: {
    architecture: 0xc00000b7,
    clone: 220,
    socket: 198,
    socketpair: 199,
    mount: 40,
    ptrace: 117,
    read: 63,
    execve: 221,
    futex: 98,
  },
} as const;
/** CLONE_VM, FS, FILES, SIGHAND, THREAD and what pthread_create adds. */
const thread = 0x003d0f00;
const process = 17; // SIGCHLD
const newUser = 0x10000000;

describe.each(["x64", "arm64"] as const)("the filter for %s", (name) => {
  const { architecture, ...numbers } = machines[name];
  const asks = (processes: boolean, number: number, argument = 0) =>
    verdict(seccompFilter(name, processes ? "processes" : "threads"), { number, architecture, argument });
  const [EPERM, ENOSYS, EAFNOSUPPORT] = [{ errno: 1 }, { errno: 38 }, { errno: 97 }];

  test.each(["read", "execve", "futex"] as const)("lets %s through", (call) => {
    expect([asks(false, numbers[call]), asks(true, numbers[call])]).toEqual(["allow", "allow"]);
  });

  test("lets threads start, and processes only where they are allowed", () => {
    expect(asks(false, numbers.clone, thread)).toBe("allow");
    expect(asks(false, numbers.clone, process)).toEqual(EPERM);
    expect(asks(true, numbers.clone, process)).toBe("allow");
  });

  test("lets no namespace be made, not even where processes are allowed", () => {
    expect(asks(true, numbers.clone, process | newUser)).toEqual(EPERM);
  });

  test("makes calls whose arguments it cannot read fail as unknown", () => {
    // clone3 and io_uring_setup have the same numbers everywhere.
    expect([asks(true, 435), asks(true, 425)]).toEqual([ENOSYS, ENOSYS]);
  });

  test.each(["mount", "ptrace"] as const)("refuses %s", (call) => {
    expect([asks(false, numbers[call]), asks(true, numbers[call])]).toEqual([EPERM, EPERM]);
  });

  test("allows netlink's sockets and no others: neither local ones nor the network's nor vsock", () => {
    expect(asks(false, numbers.socket, 16)).toBe("allow");
    // AF_UNIX, AF_INET, AF_INET6, AF_PACKET, AF_ALG and AF_VSOCK.
    for (const processes of [false, true])
      expect([1, 2, 10, 17, 38, 40].map((family) => asks(processes, numbers.socket, family))).toEqual(
        Array(6).fill(EAFNOSUPPORT),
      );
  });

  test("allows pairs of sockets where processes are, which Node speaks by with them", () => {
    expect([false, true].map((processes) => asks(processes, numbers.socketpair, 1))).toEqual([
      EPERM,
      "allow",
    ]);
  });

  test("kills a program that calls by another architecture's numbers", () => {
    const filter = seccompFilter(name, "processes");
    expect(verdict(filter, { number: 1, architecture: 0x40000003 })).toBe("kill");
    if (name === "x64") expect(asks(true, 0x40000000 + 59)).toBe("kill");
  });
});
