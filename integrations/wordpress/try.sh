#!/bin/bash
# Tries the plug-in in a real WordPress: Debian's packages of WordPress, PHP,
# Apache and MariaDB, and Chromium.
#
#   integrations/wordpress/try.sh [FOLDER or ZIP]
#
# FOLDER holds the files of a release; without it, dist/ of this repository
# (cargo xtask dist makes it). ZIP is the whole plug-in as it is given away
# (cargo xtask package). Needs Debian, root, Node.js 20 with npm. Packages
# that are missing are installed and stay; WordPress, database and web server
# run out of a temporary folder that is removed at the end, on free ports, and
# touch no other that may be on the machine. It takes about three minutes.
#
# READERLY_TRY_KEEP=1 keeps the folder, READERLY_TRY_PICTURES names a folder for
# pictures of what Chromium showed, READERLY_TRY_ONLY some of the parts of
# try/try.mjs ("safety,admin"), READERLY_TRY_CHROMIUM another browser,
# READERLY_TRY_WORDPRESS the folder of another WordPress than Debian's, and
# READERLY_PHPCS another phpcs, such as one that has WordPress' rules.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
release=$(realpath -m "${1:-$here/../../dist}")

fail() { echo "try.sh: $*" >&2; exit 2; }
[ -f "$release/readerly.js" ] || [[ $release == *.zip && -f $release ]] || fail "$release holds no readerly.js. What to do: cargo xtask dist, or name the folder of a release."
[ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] || fail "it installs packages, so it needs root on Debian."
command -v npm >/dev/null || fail "npm is missing. What to do: install Node.js 20 or later."

packages=(wordpress wordpress-l10n wordpress-theme-twentytwentyone wordpress-theme-twentytwentythree
  mariadb-server apache2 libapache2-mod-php php-cli php-mysql php-xml php-mbstring php-gd gettext python3 php-codesniffer)
[ -n "${READERLY_TRY_CHROMIUM:-}" ] || packages+=(chromium)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "installing ${missing[*]} (a minute or two)"
  apt-get update -qq
  # A web server or database that starts by itself is of no use here.
  [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; mine=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  [ -z "${mine:-}" ] || rm -f /usr/sbin/policy-rc.d
fi

work=$(mktemp -d /tmp/readerly-wordpress.XXXXXX)
chmod 755 "$work"
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  done
  if [ -n "${READERLY_TRY_KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

free_port() { php -r '$s = stream_socket_server("tcp://127.0.0.1:0"); echo substr(strrchr(stream_socket_get_name($s, false), ":"), 1);'; }
wait_for() { # WHAT COMMAND...
  local what=$1; shift
  for _ in $(seq 150); do if "$@" >/dev/null 2>&1; then return; fi; sleep 0.2; done
  cat "$work"/*.log >&2 || true
  fail "$what did not start within 30 seconds; its log is above."
}

echo "== the plug-in by itself"
failed=0
find "$here/readerly" -name '*.php' -print0 | xargs -0 -n1 php -l | grep -v '^No syntax errors' && failed=1
echo "php -l: $(find "$here/readerly" -name '*.php' | wc -l) files, $(php -r 'echo PHP_VERSION;')"
"$here/languages.sh" --check || failed=1
# The README's table of options is the list of all; block and shortcode have to know each.
php "$here/try/options.php" "$here" || failed=1
phpcs=${READERLY_PHPCS:-phpcs}
if $phpcs -i | grep -q WordPress; then
  if (cd "$here" && $phpcs -q --no-colors --standard=phpcs.xml.dist); then echo "phpcs: WordPress' rules, nothing found"; else failed=1; fi
else
  # Debian has no WordPress rules, so these are the general ones among its own.
  sniffs=Generic.PHP.ForbiddenFunctions,Generic.PHP.NoSilencedErrors,Generic.PHP.DeprecatedFunctions,Squiz.PHP.Eval,Squiz.PHP.GlobalKeyword,Squiz.PHP.NonExecutableCode,Generic.CodeAnalysis.UnconditionalIfStatement
  if $phpcs -q --no-colors --standard=Generic,Squiz --sniffs=$sniffs --extensions=php "$here/readerly"; then
    echo "phpcs: general rules only (there are no WordPress rules here), nothing found"
  else failed=1; fi
fi

echo "== a WordPress of its own"
cp -rL "${READERLY_TRY_WORDPRESS:-/usr/share/wordpress}" "$work/site"
rm -rf "$work/site/wp-config.php" "$work/site/.htaccess" "$work/site/wp-content/plugins"/*
mkdir -p "$work/site/wp-content/mu-plugins" "$work/site/wp-content/uploads" "$work/site/wp-content/themes"
for theme in twentytwentyone twentytwentythree; do
  [ -e "$work/site/wp-content/themes/$theme" ] || cp -rL "/var/lib/wordpress/wp-content/themes/$theme" "$work/site/wp-content/themes/"
done
mkdir -p "$work/site/wp-content/languages"
cp -nrL /usr/share/wordpress/wp-content/languages/vi* /usr/share/wordpress/wp-content/languages/admin-vi* "$work/site/wp-content/languages/" 2>/dev/null || true
cp "$here/try/helper.php" "$work/site/wp-content/mu-plugins/"
cp -r "$here/try/template" "$work/site/wp-content/mu-plugins/trial-template"
plugin=$work/site/wp-content/plugins/readerly
if [[ $release == *.zip ]]; then
  python3 -m zipfile -e "$release" "$work/site/wp-content/plugins/"
else
  cp -r "$here/readerly" "$plugin"
  rm -rf "$plugin/files"
  mkdir "$plugin/files"
  # All of the release but the demo and the files compressed in advance.
  find "$release" -maxdepth 1 -type f -name 'readerly*' ! -name '*.br' ! -name '*.gz' -exec cp {} "$plugin/files/" \;
fi
[ -f "$plugin/files/readerly.js" ] || fail "$release has no readerly/files/readerly.js."
cp "$here/try/counter.json" "$work/site/"

port=$(free_port)
sed -e "s#@PORT@#$port#g" -e "s#@WORK@#$work#g" "$here/try/wp-config.php" > "$work/site/wp-config.php"
sed -e "s#@PORT@#$port#g" -e "s#@WORK@#$work#g" "$here/try/apache.conf" > "$work/apache.conf"
chown -R www-data:www-data "$work/site"

mkdir "$work/database"; chown mysql:mysql "$work/database"
mariadb-install-db --no-defaults --user=mysql --datadir="$work/database" --auth-root-authentication-method=normal > "$work/install.log" 2>&1
mariadbd --no-defaults --user=mysql --datadir="$work/database" --socket="$work/database/socket" --skip-networking \
  --pid-file="$work/database/pid" --skip-log-bin > "$work/database.log" 2>&1 &
pids+=($!)
wait_for MariaDB mariadb --no-defaults --socket="$work/database/socket" -u root -e 'SELECT 1'
mariadb --no-defaults --socket="$work/database/socket" -u root -e 'CREATE DATABASE wordpress CHARACTER SET utf8mb4; CREATE DATABASE network CHARACTER SET utf8mb4'
# In a session of its own: at its end Apache ends its whole process group.
setsid apache2 -f "$work/apache.conf" -DFOREGROUND > "$work/apache.log" 2>&1 &
pids+=($!)
wait_for Apache php -r "exit((int) !@fsockopen('127.0.0.1', $port));"

npm --prefix "$work" install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1 > "$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; fail "playwright-core could not be installed from npm."; }
cp "$here"/try/*.mjs "$here/try/site.php" "$work/"

status=0
READERLY_SITE="http://127.0.0.1:$port" READERLY_WORK="$work" node "$work/try.mjs" || status=1
[ "$failed" = 0 ] || { echo "The plug-in's own files did not pass; see the top."; status=1; }
exit $status
