#!/bin/bash
# Tries the recipes that need a system of their own, as they are written: the
# files come out of the pages, Readerly out of the zip that webmasters get.
#
#   docs/recipes/try.sh [no-build|php|hugo|jekyll|ghost]...
#
# Without a name, all of them. Needs Debian, root, Node.js 20 with npm, and the
# zip: cargo xtask package makes it, READERLY_ZIP names another. Packages that
# are missing are installed and stay; all else is in a temporary folder that is
# removed at the end, on free ports of this machine. Two minutes, and five more
# for Ghost, which is some 700 MB for that long. Each check says what it saw.
#
# READERLY_TRY_KEEP=1 keeps the folder; READERLY_TRY_CHROMIUM names a browser,
# READERLY_TRY_GHOST a folder in which Ghost is installed already, and
# READERLY_TRY_PICTURES one for a picture of each page.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
fail() { echo "try.sh: $*" >&2; exit 2; }

zip=${READERLY_ZIP:-$(ls "$here"/../../target/package/readerly-[0-9]*.zip 2>/dev/null | tail -n 1 || true)}
[ -f "$zip" ] || fail "there is no zip of Readerly. What to do: cargo xtask package, or name it by READERLY_ZIP."
zip=$(realpath "$zip")
[ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] || fail "it installs packages, so it needs root on Debian."
command -v npm >/dev/null || fail "npm is missing. What to do: install Node.js 20 or later."

wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(no-build php hugo jekyll ghost)
packages=(unzip zip python3)
[ -n "${READERLY_TRY_CHROMIUM:-}" ] || packages+=(chromium)
for name in "${wanted[@]}"; do
  case $name in
    no-build) ;;
    php) packages+=(php-cli) ;;
    hugo) packages+=(hugo) ;;
    jekyll) packages+=(jekyll jekyll-theme-minima) ;;
    # Ghost's own way to SQLite is compiled here.
    ghost) packages+=(g++ make python3) ;;
    *) fail "there is no recipe \"$name\" to try here; there are no-build, php, hugo, jekyll and ghost. The others are tried by cargo xtask test --story recipes::" ;;
  esac
done
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]} (a minute or two)"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

work=$(mktemp -d /tmp/readerly-recipes.XXXXXX)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  if [ -n "${READERLY_TRY_KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
wait_for() { # WHAT ADDRESS SECONDS
  for _ in $(seq $(($3 * 5))); do curl -fsS -o /dev/null "$2" 2>/dev/null && return; sleep 0.2; done
  tail -n 40 "$work"/*.log >&2 || true
  fail "$1 did not start within $3 seconds; its log is above."
}
files() { node "$here/files.mjs" "$here/$1" "$2" > "$2.files"; }                # PAGE FOLDER
release() { mkdir -p "$1" && unzip -q "$zip" -d "$1"; }                          # FOLDER
# Any web server will do; this one is what the page without a build names.
serve() { port=$(free_port); python3 -m http.server "$port" --bind 127.0.0.1 --directory "$1" > "$1.log" 2>&1 & pids+=($!); wait_for "a web server" "http://127.0.0.1:$port/" 30; } # FOLDER
said() { grep -q "$2 $3" "$here/$1" || { echo "FAIL $1 does not say that $2 $3 was tried"; failed=1; }; }  # PAGE NAME VERSION
look() { node "$work/look.mjs" "$@" || failed=1; }

npm --prefix "$work" install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1 > "$work/npm.log" 2>&1 \
  || { cat "$work/npm.log" >&2; fail "playwright-core could not be installed from npm."; }
cp "$here"/try/*.mjs "$work/"
title="Thư viện bên sông mở cửa buổi tối"
text="Từ tuần này thư viện mở cửa đến chín giờ tối."
more="Tin phường|20 tháng 5, 2024|Trần Minh Châu"
failed=0

try_no_build() {
  files no-build.md "$work/no-build"; release "$work/no-build"
  serve "$work/no-build"
  look inline "http://127.0.0.1:$port/index.html" "$title" "$text" "$more"
  look src "http://127.0.0.1:$port/from-file.html" "$title" "$text" "$more"
  look plain "file://$work/no-build/index.html" "$title" "$text"
}

try_php() {
  said php.md PHP "$(php -r 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;')"
  files php.md "$work/php"; release "$work/php"
  find "$work/php" -maxdepth 1 -name '*.php' -print0 | xargs -0 -n1 php -l
  port=$(free_port)
  php -S "127.0.0.1:$port" -t "$work/php" > "$work/php.log" 2>&1 & pids+=($!)
  wait_for PHP "http://127.0.0.1:$port/article.php?id=123" 30
  look inline "http://127.0.0.1:$port/article.php?id=123" "$title" "$text" "$more"
  look src "http://127.0.0.1:$port/elsewhere.html" "$title" "$text" "$more"
  look answers "http://127.0.0.1:$port/article.php?id=9" 404 "Không có bài này."
  look answers "http://127.0.0.1:$port/article-json.php?id=9" 404 "{}"
  if grep -iE 'warning|notice|deprecated|fatal' "$work/php.log"; then echo "FAIL PHP complains, above"; failed=1; fi
}

try_hugo() {
  said hugo.md Hugo "$(hugo version | sed 's/^hugo v\([0-9.]*\).*/\1/')"
  files hugo.md "$work/hugo"; release "$work/hugo/static"
  (cd "$work/hugo" && hugo --quiet --panicOnWarning && hugo --quiet --panicOnWarning --baseURL https://news.example/tin/ --destination "$work/hugo-folder/tin")
  serve "$work/hugo/public"
  look inline "http://127.0.0.1:$port/posts/library/" "$title" "$text" "$more"
  look answers "http://127.0.0.1:$port/" 200 "/posts/library/"
  # In a folder of a server that has nothing at its root.
  serve "$work/hugo-folder"
  look inline "http://127.0.0.1:$port/tin/posts/library/" "$title" "$text" "$more"
}

try_jekyll() {
  said jekyll.md Jekyll "$(jekyll --version | cut -d' ' -f2)"
  files jekyll.md "$work/jekyll"; release "$work/jekyll"
  (cd "$work/jekyll" && jekyll build --quiet --strict_front_matter --trace && jekyll build --quiet --strict_front_matter --baseurl /tin --destination "$work/jekyll-folder/tin") 2>&1 | tee "$work/jekyll.log"
  if grep -iE 'warn|error|deprecat' "$work/jekyll.log"; then echo "FAIL Jekyll complains, above"; failed=1; fi
  serve "$work/jekyll/_site"
  look inline "http://127.0.0.1:$port/2024/05/20/library.html" "$title" "$text" "$more"
  look answers "http://127.0.0.1:$port/" 200 "/2024/05/20/library.html"
  look answers "http://127.0.0.1:$port/readerly/.htaccess" 200 "application/wasm"
  serve "$work/jekyll-folder"
  look inline "http://127.0.0.1:$port/tin/2024/05/20/library.html" "$title" "$text" "$more"
  # With a theme only the layout of posts is the site's own.
  mkdir "$work/jekyll-theme"
  cp -r "$work/jekyll/readerly" "$work/jekyll/_posts" "$work/jekyll/_layouts" "$work/jekyll-theme/"
  rm "$work/jekyll-theme/_layouts/default.html"
  printf 'title: Tin phường\nlang: vi\ntheme: minima\n' > "$work/jekyll-theme/_config.yml"
  (cd "$work/jekyll-theme" && jekyll build --quiet --strict_front_matter --trace)
  serve "$work/jekyll-theme/_site"
  look inline "http://127.0.0.1:$port/2024/05/20/library.html" "$title" "$text" "$more"
}

. "$here/try/ghost.sh"

for name in "${wanted[@]}"; do
  echo "== $name"
  "try_${name//-/_}"
done
[ "$failed" = 0 ] && echo "all as the recipes say" || echo "some recipes do not hold; see the lines with FAIL"
exit "$failed"
