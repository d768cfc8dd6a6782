import type { RunnerCommand } from "../../process/sandboxed-command.ts";
import { coversOf } from "../image/covers.ts";
import { prlimitArguments } from "../limits.ts";
import type { UnshareConfig } from "../sandbox-config.ts";
import { asUnprivilegedUser } from "../unprivileged-users.ts";
import { type CommandWithFiles, runnerInSandbox, sandboxEnvironment } from "./sandboxed-runner.ts";

/**
 * Mounts the file systems of the new namespaces and enters the image. Arguments: the image, the size of /tmp in bytes, the number of covers,
 * a file and its place in the image for each cover, and the command. After pivot_root only the programs of the image are reachable. The last steps forbid further namespaces and drop every capability.
 */
const script = `
set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
image=$1; size=$2; covers=$3; shift 3
mount --bind "$image" "$image"
cd "$image"
while [ "$covers" -gt 0 ]; do
  mount --bind "$1" "$image$2"
  mount -o remount,bind,ro "$image$2"
  shift 2; covers=$((covers - 1))
done
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o "nosuid,nodev,size=$size,nr_inodes=20000,mode=1777" tmp tmp
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
 * The first process of the namespaces; all others end with it. It runs the command. It ends when descriptor 5 closes, which happens when the
 * grader ends, also when it is killed.
 */
const supervisor = `
"$@" 5<&- &
child=$!
( read -r nothing <&5; kill -KILL -1 ) &
wait $child
exit $?
`;

/** The command that runs the runner in namespaces made by util-linux. There is no filter for system calls. */
export function unshare(config: UnshareConfig, runner: RunnerCommand): CommandWithFiles {
  const { image, limits, users, program } = config;
  const covers = coversOf(image, runner.forbidden);
  const [file = "", ...args] = [
    ...asUnprivilegedUser(users),
    program,
    ...["--user", "--map-root-user", "--mount", "--pid", "--fork", "--kill-child=SIGKILL"],
    ...["--net", "--ipc", "--uts", "--cgroup"],
    ...["/bin/sh", "-c", script, "sh", image.root, String(limits.temporaryBytes)],
    String(covers.length),
    ...covers.flatMap(({ file, inside }) => [file, inside]),
    ...["/bin/prlimit", ...prlimitArguments(limits), "/bin/sh", "-c", supervisor, "sh"],
    ...runnerInSandbox(image, runner),
  ];
  return { file, args, env: sandboxEnvironment(runner), cwd: "/", files: ["pipe"] };
}
