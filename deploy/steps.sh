# Shared by deploy/run and tests/run: one line a step, and finding or installing what is missing.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# No build servers that outlive us: they would hold our lock and our terminal.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
logs=data/log
child=

say() { printf '%s\n' "$@"; }
die() { echo >&2; printf '%s\n' "$@" >&2; exit 1; }

# Runs a command with its output in a log file and shows one line; on failure the end of the log.
# The command gets a process group of its own, so that Ctrl-C and SIGTERM end all of it, compilers included.
step() { # title, command...
  local title=$1 log started=$SECONDS code=0
  shift
  mkdir -p "$logs"
  log=$logs/$(tr -c '[:alnum:]\n' - <<< "${title,,}").log
  printf '  %s ' "$title"
  set -m
  "$@" > "$log" 2>&1 < /dev/null 9>&- &
  child=$!
  set +m
  wait "$child" || code=$?
  child=
  if ((code)); then
    say "- failed."
    sed 's/^/    | /' <(tail -n 30 "$log")
    say "    All of it is in $log."
    return 1
  fi
  say "- done in $((SECONDS - started)) s"
}

stop_child() {
  trap - INT TERM
  [[ -z $child ]] || kill -TERM -- "-$child" 2> /dev/null || true
  printf '\nStopped.\n'
  exit 130
}
trap stop_child INT TERM

# What each thing is called on Debian and Ubuntu, and how to see that it is there.
has() {
  case $1 in
    ffmpeg) command -v ffmpeg > /dev/null && command -v ffprobe > /dev/null ;;
    postgresql) command -v initdb > /dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null ;;
    util-linux) command -v setpriv > /dev/null && command -v unshare > /dev/null && command -v flock > /dev/null ;;
    fonts-dejavu-core) [[ -n $(find /usr/share/fonts -name DejaVuSans.ttf -print -quit 2> /dev/null) ]] ;;
    bubblewrap) command -v bwrap > /dev/null ;;
    chromium) command -v chromium > /dev/null ;;
  esac
}

need_programs() { # Debian package names
  local package missing=()
  for package in "$@"; do has "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  if ! command -v apt-get > /dev/null; then
    die "LessonLens needs these programs, which are not installed: ${missing[*]}" \
      "(these are their names on Debian). Install them and start again."
  elif ((EUID != 0)); then
    die "Some programs are missing. Install them with" "  sudo apt-get install -y ${missing[*]}" "and start again."
  fi
  step "Installing ${missing[*]}" apt_install "${missing[@]}" || exit 1
}

apt_install() {
  # We start a PostgreSQL of our own; Debian's habit of starting one for the whole machine is not wanted here.
  local no_cluster=/etc/postgresql-common/createcluster.d/lessonlens.conf code=0
  mkdir -p "${no_cluster%/*}"
  echo 'create_main_cluster = false' > "$no_cluster"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q && apt-get install -y -q --no-install-recommends "$@" || code=$?
  rm -f "$no_cluster"
  return $code
}

need_sdks() {
  dotnet --list-sdks 2> /dev/null | grep -q '^10\.' ||
    die "The .NET SDK 10 is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and start again."
  local node=0
  command -v node npm > /dev/null && node=$(node -p 'process.versions.node.split(".")[0]')
  ((node >= 20)) || die "Node 20 or newer is missing. Install it from https://nodejs.org and start again."
}

# npm's packages of a folder, again only when its lock file has changed.
npm_packages() { # folder, what they are
  local lock=$1/package-lock.json kept=$1/node_modules/.lock-of-last-install
  cmp -s "$lock" "$kept" && return 0
  step "Fetching the $2" npm ci --prefix "$1" --no-audit --no-fund --loglevel=error && cp "$lock" "$kept"
}
client_packages() { npm_packages src/LessonLens "browser packages"; }
