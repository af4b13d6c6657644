# Finds a JDK and Maven; sourced by sonde, check and bench. Needs $root, sets $java_home and $maven.
# Reads a JDK's "release" file instead of starting it, so that looking costs no process.

java_wanted=25

# Is $1 the home of a JDK that is new enough? Leaves its number in $java_major.
java_fits() {
  java_major=
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r java_line; do
    case $java_line in
      JAVA_VERSION=*)
        java_major=${java_line#*\"}
        java_major=${java_major%%[!0-9]*}
        break
        ;;
    esac
  done <"$1/release"
  [ -n "$java_major" ] || return 1
  if [ "$java_major" -lt "$java_wanted" ]; then
    java_seen="; the newest seen is $java_major in $1"
    return 1
  fi
}

find_java() {
  java_home=
  java_seen=
  if [ -n "${SONDE_JAVA_HOME:-}" ]; then
    if java_fits "$SONDE_JAVA_HOME"; then
      java_home=$SONDE_JAVA_HOME
      return 0
    fi
    echo "sonde: SONDE_JAVA_HOME is $SONDE_JAVA_HOME, which is not a JDK $java_wanted or newer." >&2
    return 1
  fi
  java_path=$(command -v java) && java_path=$(readlink -f "$java_path" 2>/dev/null || echo "$java_path")
  for java_candidate in "${JAVA_HOME:-/nowhere}" "${java_path%/bin/java}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-/nowhere}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/*; do
    if java_fits "$java_candidate"; then
      java_home=$java_candidate
      return 0
    fi
  done
  cat >&2 <<END
sonde: needs a JDK $java_wanted or newer, and found none$java_seen.
  Install one (apt install openjdk-25-jdk; brew install openjdk@25; sdk install java 25-tem; or adoptium.net),
  or set SONDE_JAVA_HOME to the folder of one that is elsewhere.
END
  return 1
}

find_maven() {
  if command -v mvn >/dev/null 2>&1; then
    maven=mvn
  else
    maven=$root/mvnw
  fi
}
