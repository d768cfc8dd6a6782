import type { RunnerCommand } from "../../process/sandboxed-command.ts";
import { prlimitArguments } from "../limits.ts";
import type { UnshareConfig } from "../sandbox-config.ts";
import { asUnprivilegedUser } from "../unprivileged-users.ts";
import { type CommandWithFiles, runnerInSandbox, sandboxEnvironment } from "./sandboxed-runner.ts";

/**
 * Furnishes the new namespaces and enters the image. Arguments: the image, the size of /tmp in bytes, and the command. What follows
 * pivot_root are the image's own programs, as those of this machine are out of reach then. The last steps take away the way to more
 * namespaces and every right.
 */
const script = `
set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
image=$1; size=$2; shift 2
mount --bind "$image" "$image"
cd "$image"
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o "nosuid,nodev,size=$size,mode=1777" tmp tmp
mount -t tmpfs -o nosuid,size=65536,mode=755 dev dev
for device in null zero full random urandom; do
  : > dev/$device
  mount --bind /dev/$device dev/$device
done
ln -s /proc/self/fd dev/fd
mount -o remount,bind,ro dev
mount -o remount,bind,ro "$image"
hostname lab 2> /dev/null || true
ip link set lo up 2> /dev/null || true
echo 0 > /proc/sys/user/max_user_namespaces
pivot_root . .
/bin/umount -l .
cd /tmp
PATH=/bin
exec /bin/setpriv --inh-caps=-all --bounding-set=-all --no-new-privs "$@"
`;

/**
 * The first process of the namespaces, with which all others end. It runs the command, and ends when descriptor 4 does: with the grader, in
 * whatever way that ends.
 */
const supervisor = `
"$@" 4<&- &
child=$!
( read -r nothing <&4; kill -KILL -1 ) &
wait $child
exit $?
`;

/** Runs the runner in namespaces that util-linux makes. There is no filter for system calls. */
export function unshare(config: UnshareConfig, runner: RunnerCommand): CommandWithFiles {
  const { image, limits, users, program } = config;
  const [file = "", ...args] = [
    ...asUnprivilegedUser(users),
    program,
    ...["--user", "--map-root-user", "--mount", "--pid", "--fork", "--kill-child=SIGKILL"],
    ...["--net", "--ipc", "--uts", "--cgroup"],
    ...["/bin/sh", "-c", script, "sh", image.root, String(limits.temporaryBytes)],
    ...["/bin/prlimit", ...prlimitArguments(limits), "/bin/sh", "-c", supervisor, "sh"],
    ...runnerInSandbox(image, runner),
  ];
  return { file, args, env: sandboxEnvironment(runner), cwd: "/", files: ["pipe"] };
}
