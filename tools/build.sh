# Builds the application folder app/target/dist; sourced by sonde and bench.
# Needs $root (absolute) and tools/java.sh. Each build gets a folder of its own, and dist is a link
# that moves to it at the end: what runs keeps the files it began with.

# The flags of every run. The ahead-of-time cache is made with the same: another choice of compilers
# costs a view 0.3 s more, as the cache then does not fit.
# Without UsePerfData, no file in the temporary folder for each start. With the first compiler alone a
# cached view of 10,000 spans takes 0.35 s instead of 0.49 s, one of a million 0.52 s instead of 0.63 s,
# and reading a million spans 6.6 s instead of 5.7 s: a file is read once and asked many times.
sonde_flags='-XX:+UseSerialGC -XX:-UsePerfData -Xmx2g --enable-native-access=ALL-UNNAMED
  -XX:TieredStopAtLevel=1'

# Those of a server, which lives long: the second compiler, and room for what is in flight.
sonde_server_flags='-XX:+UseSerialGC -XX:-UsePerfData -Xmx1g --enable-native-access=ALL-UNNAMED'

# Is anything newer than the build of $1? Only a checkout can change.
build_is_old() {
  [ -e "$1/stamp" ] || return 0
  [ -e "$root/.git" ] || return 1
  build_stamp=$1/stamp
  set -- "$root/pom.xml" "$root/.mvn" "$root/tools/build.sh"
  for build_module in "$root"/*/pom.xml; do
    build_module=${build_module%/pom.xml}
    case $build_module in
      */testkit | */benchmarks) ;;
      */app) set -- "$@" "$build_module/pom.xml" "$build_module/src/main" "$build_module/dist.xml" "$build_module/train" ;;
      *) set -- "$@" "$build_module/pom.xml" "$build_module/src/main" ;;
    esac
  done
  [ -n "$(find "$@" -newer "$build_stamp" -print -quit 2>/dev/null)" ]
}

build_lock() {
  mkdir -p "$root/app/target" || exit 5
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$root/app/target/build.lock" && flock 9
  else
    # A lock whose owner is gone is taken over.
    until mkdir "$root/app/target/build.lock.d" 2>/dev/null; do
      build_owner=$(cat "$root/app/target/build.lock.d/pid" 2>/dev/null)
      if [ -n "$build_owner" ] && ! kill -0 "$build_owner" 2>/dev/null; then
        rm -rf "$root/app/target/build.lock.d"
      else
        sleep 1
      fi
    done
    echo $$ >"$root/app/target/build.lock.d/pid"
    trap 'rm -rf "$root/app/target/build.lock.d"' EXIT
    trap 'exit 130' INT TERM
  fi
}

build_unlock() {
  if [ -d "$root/app/target/build.lock.d" ]; then
    rm -rf "$root/app/target/build.lock.d"
    trap - EXIT INT TERM
  else
    exec 9>&-
  fi
}

# Runs Maven with the log kept; on failure shows its end. $@: Maven's arguments.
build_maven() {
  build_log=$root/app/target/build.log
  find_maven
  if ! (cd "$root" && JAVA_HOME=$java_home "$maven" -B -Dstyle.color=never -Dquick -T2 "$@") >"$build_log" 2>&1 </dev/null; then
    echo "sonde: the build failed:" >&2
    grep -v -e '^[^A-Za-z]*INFO\]' -e 'Help 1' -e '^\[ERROR\] *$' -e 're-run Maven' -e 'Re-run Maven' -e 'For more information about' \
      -e 'After correcting the problems' -e 'mvn <args>' "$build_log" | tail -n 25 >&2
    echo "sonde: the whole log is in $build_log" >&2
    [ "$maven" = mvn ] || echo "sonde: no Maven is installed, so mvnw was used; if it cannot fetch one, install Maven." >&2
    exit 5
  fi
}

# Builds unless somebody else did while we waited for the lock.
build_dist() {
  build_lock
  if build_is_old "$root/app/target/dist"; then
    find_java || exit 5
    if [ -e "$root/app/target/dist" ]; then
      echo "sonde: building…" >&2
    else
      echo "sonde: building (first time, about a minute)…" >&2
    fi
    build_new=$root/app/target/builds/$(date +%Y%m%dT%H%M%S).$$
    rm -rf "$root/app/target/stamp" && mkdir -p "$root/app/target/builds" && : >"$root/app/target/stamp"
    build_maven package -pl app -am
    mv "$root/app/target/quick/dist" "$build_new" || exit 5
    printf '%s\n' "$java_home" >"$build_new/java-home"
    build_cache "$build_new"
    mv "$root/app/target/stamp" "$build_new/stamp"
    ln -sfn "builds/${build_new##*/}" "$root/app/target/dist" || exit 5
    # The one before may still be running.
    ls -1d "$root"/app/target/builds/* | sort -r | tail -n +3 | while read -r build_gone; do
      rm -rf "$build_gone"
    done
  fi
  build_unlock
}

# The ahead-of-time cache: what a typical start loads, links and compiles, learnt from the commands
# in app/train. Only for speed, so a failure is not one of the build.
build_cache() {
  build_classpath "$1"
  build_home=$(mktemp -d) || return 0
  # shellcheck disable=SC2086
  (cd "$root/app" && HOME=$build_home XDG_CACHE_HOME=$build_home "$java_home/bin/java" $sonde_flags \
    -Djava.library.path="$1/lib/native" -XX:AOTCacheOutput="$1/sonde.aot" -cp "$classpath" \
    dev.sonde.app.Training train) >>"$root/app/target/build.log" 2>&1 </dev/null || rm -f "$1/sonde.aot"
  rm -rf "$build_home"
}

# Sets $classpath to the jars of the application folder $1, in an order that does not change.
build_classpath() {
  classpath=
  for build_jar in "$1"/lib/*.jar; do
    classpath=$classpath${classpath:+:}$build_jar
  done
}
