#!/bin/bash
# Collects the plug-in's texts and compiles its translations: .pot, .mo for PHP,
# .json for the editor's script. Run it after a change of texts, translate what
# is new in readerly-vi.po, and run it again. Needs gettext, php and python3.
#
#   languages.sh          collects and compiles
#   languages.sh --check  fails where something is missing, and writes nothing
set -euo pipefail
cd "$(dirname "$0")/readerly"
check=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# block.json has no calls to collect; WordPress asks for its texts in contexts.
# The name of the plug-in is a name; its description is shown in the list of plug-ins.
python3 - > "$work/more.pot" <<'PYTHON'
import json, re
block = json.load(open("block/block.json"))
texts = [("block title", block["title"]), ("block description", block["description"])]
texts += [("block keyword", word) for word in block["keywords"]]
print('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n')
for context, text in texts:
    print(f"#: block/block.json\nmsgctxt {json.dumps(context)}\nmsgid {json.dumps(text)}\nmsgstr \"\"\n")
description = re.search(r"Description:\s+(.*)", open("readerly.php").read())[1]
print(f"#. Description of the plugin\nmsgid {json.dumps(description)}\nmsgstr \"\"")
PYTHON

php_keywords=(--keyword=__ --keyword=esc_html__ --keyword=esc_attr__ --keyword=esc_html_e --keyword=_x:1,2c)
options=(--from-code=UTF-8 --add-comments=translators --package-name=Readerly --no-wrap --sort-by-file)
xgettext "${options[@]}" --language=PHP "${php_keywords[@]}" -o "$work/php.pot" readerly.php includes/*.php
xgettext "${options[@]}" --language=JavaScript --keyword=__ -o "$work/js.pot" block/editor.js
# Dates and line numbers would change the file with every change of code.
msgcat --no-wrap --no-location "$work/php.pot" "$work/js.pot" "$work/more.pot" \
  | sed -e '/^"POT-Creation-Date/d' -e '/^#, fuzzy$/d' > "$work/readerly.pot"

for po in languages/readerly-*.po; do
  name=$(basename "$po" .po)
  msgmerge --quiet --no-wrap --no-fuzzy-matching "$po" "$work/readerly.pot" \
    | msgattrib --no-obsolete --no-wrap > "$work/$name.po"
  msgfmt --check --no-hash --output-file="$work/$name.mo" "$work/$name.po"
  msgattrib --untranslated --no-wrap "$work/$name.po" > "$work/untranslated"
  if grep -q '^msgid "..*"' "$work/untranslated"; then
    echo "These texts of $name.po are not translated:" >&2
    grep '^msgid' "$work/untranslated" >&2
    missing=1
  fi
  # The script's own texts, in the form that wp.i18n reads.
  msgmerge --quiet --no-wrap --no-fuzzy-matching "$work/$name.po" "$work/js.pot" \
    | msgattrib --translated --no-obsolete --no-wrap > "$work/js.po"
  msgfmt --no-hash -o "$work/js.mo" "$work/js.po"
  python3 - "$work/js.mo" "${name#readerly-}" > "$work/$name-readerly-editor.json" <<'PYTHON'
import gettext, json, sys
texts = {key: [text] for key, text in gettext.GNUTranslations(open(sys.argv[1], "rb"))._catalog.items() if key}
texts[""] = {"domain": "messages", "lang": sys.argv[2]}
print(json.dumps({"domain": "messages", "locale_data": {"messages": texts}}, ensure_ascii=False, sort_keys=True))
PYTHON
done
rm -f "$work"/{php,js,more}.pot "$work"/js.{po,mo} "$work/untranslated"

if [ "$check" = --check ]; then
  for file in "$work"/*; do
    if ! cmp -s "$file" "languages/$(basename "$file")"; then
      echo "languages/$(basename "$file") is not up to date. What to do: run languages.sh." >&2
      missing=1
    fi
  done
else
  cp "$work"/* languages/
fi
if [ -n "${missing:-}" ]; then exit 1; fi
echo "languages: $(grep -c '^msgid "..*"' "$work/readerly.pot") texts, all translated"
