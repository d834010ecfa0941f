#!/usr/bin/env bash
# Runs a command in a cgroup of its own whose memory (page cache included) the system limits: past it the command is killed, not slowed.
# usage: bench/limited.sh MEBIBYTES COMMAND...        (as root; cgroup 1 or 2)
set -euo pipefail
mebibytes=$1; shift
for group in /sys/fs/cgroup/memory/mitoshi-bench /sys/fs/cgroup/mitoshi-bench; do
  mkdir -p "$group" 2>/dev/null || continue
  for limit in memory.limit_in_bytes memory.max; do
    [ -w "$group/$limit" ] && echo $((mebibytes << 20)) >"$group/$limit" && echo "limit: $mebibytes MiB by $group" >&2
  done
  # No escape into swap, where there is any.
  [ -w "$group/memory.memsw.limit_in_bytes" ] && echo $((mebibytes << 20)) >"$group/memory.memsw.limit_in_bytes" || true
  [ -w "$group/memory.swap.max" ] && echo 0 >"$group/memory.swap.max" || true
  echo $$ >"$group/cgroup.procs"
  exec "$@"
done
echo "no cgroup can be made here: run as root" >&2; exit 2
