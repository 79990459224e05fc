# Becomes the user's command, and leaves a watcher behind: when the worker closes its end of
# standard input, or dies, the watcher ends every process of this session and every process that
# carries this attempt's marker, wherever it went.
exec 3<&0 </dev/null
(
  (
    trap '' TERM INT HUP
    exec >/dev/null 2>&1
    while read -r _ <&3; do :; done
    for _ in 1 2 3; do
      for file in $(grep -ls "UPDRAFT_PROCESS_MARKER=$UPDRAFT_PROCESS_MARKER" /proc/[0-9]*/environ); do
        pid=${file#/proc/}
        pid=${pid%/environ}
        [ "$pid" = "$$" ] || [ "$pid" = self ] || case $(tr '\0' ' ' <"/proc/$pid/cmdline") in
          *updraft-launch*) ;;
          *) kill -KILL "$pid" ;;
        esac
      done
    done
    kill -KILL 0
  ) &
)
exec 3<&-
exec "$@"
