# A part of ../try.sh: a Ghost from npm, without its command line tool.
ghost_version=5.130.6

# Its package is the whole program. One of its tools for developers comes from
# elsewhere than npm, so those are left out; SQLite is compiled against the
# headers that lie beside this Node.js.
install_ghost() { # FOLDER
  local nodedir
  nodedir=$(dirname "$(dirname "$(realpath "$(command -v node)")")")
  [ -e "$nodedir/include/node/node.h" ] || fail "the headers of Node.js are not in $nodedir/include/node, and Ghost's SQLite has to be compiled against them. What to do: install Debian's libnode-dev, or a Node.js that brings them."
  echo "installing Ghost $ghost_version (two to five minutes)"
  mkdir -p "$1"
  (
    cd "$1"
    npm pack --silent "ghost@$ghost_version" > /dev/null
    tar xzf "ghost-$ghost_version.tgz" --strip-components 1
    rm -f yarn.lock "ghost-$ghost_version.tgz"
    node -e '
      const fs = require("fs");
      const about = JSON.parse(fs.readFileSync("package.json"));
      delete about.devDependencies;
      about.overrides = about.resolutions;
      fs.writeFileSync("package.json", JSON.stringify(about, null, 2));'
    npm install --omit=dev --ignore-scripts --no-audit --no-fund --legacy-peer-deps --silent
    cd node_modules/sqlite3
    npm_config_nodedir=$nodedir npx --no-install node-gyp rebuild
  ) > "$work/ghost-install.log" 2>&1 || { tail -n 40 "$work/ghost-install.log" >&2; fail "Ghost could not be installed from npm; the end of its log is above."; }
}

try_ghost() {
  local ghost=${READERLY_TRY_GHOST:-} theme
  [ -n "$ghost" ] || { ghost=$work/ghost; install_ghost "$ghost"; }
  said ghost.md Ghost "$(node -p 'require(process.argv[1]).version' "$ghost/package.json")"
  cp -r "$ghost/content" "$work/ghost-content"
  files ghost.md "$work/ghost-recipe"
  release "$work/ghost-host"
  for theme in source casper; do
    cp -rL "$ghost/content/themes/$theme" "$work/$theme-readerly"
    release "$work/$theme-readerly/assets"
    cp "$work/ghost-recipe/post.hbs" "$work/$theme-readerly/"
    (cd "$work" && zip -qr "$theme-readerly.zip" "$theme-readerly")
  done
  port=$(free_port)
  (
    cd "$ghost"
    NODE_ENV=production url=http://127.0.0.1:$port server__host=127.0.0.1 server__port=$port \
      database__client=sqlite3 database__useNullAsDefault=true database__connection__filename="$work/ghost.db" \
      paths__contentPath="$work/ghost-content" mail__transport=Direct mail__from=trial@example.com \
      privacy__useUpdateCheck=false security__staffDeviceVerification=false logging__transports='["stdout"]' \
      exec node index.js
  ) > "$work/ghost.log" 2>&1 &
  pids+=($!)
  wait_for Ghost "http://127.0.0.1:$port/" 120
  READERLY_WORK="$work" node "$work/ghost.mjs" "http://127.0.0.1:$port" "$title" "$text" || failed=1
}
