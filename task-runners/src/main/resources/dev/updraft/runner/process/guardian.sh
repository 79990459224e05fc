# Waits until its JVM is gone, then ends every process that carries one of its marks: a soft limit
# of file locks from $1 to $2. Only what a shell has built in, as some images have nothing else.
trap '' INT TERM HUP
while read -r _; do :; done
round=0
while [ $round -lt 20 ]; do
  round=$((round + 1))
  found=
  for file in /proc/[0-9]*/limits; do
    while read -r a b c soft _; do
      [ "$a $b $c" = 'Max file locks' ] || continue
      if [ "$soft" != unlimited ] && [ "$soft" -ge "$1" ] && [ "$soft" -le "$2" ]; then
        pid=${file#/proc/}
        kill -KILL "${pid%/limits}" && found=1
      fi
      break
    done <"$file"
  done 2>/dev/null
  [ -n "$found" ] || exit 0
done
