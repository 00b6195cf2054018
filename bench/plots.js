// Plots as SVG: text as text, no script, and readable in light and in dark.
import { CONTESTANTS, labelOf } from "./contestants.js";

const WIDTH = 720;
const STYLE = `text{font:13px system-ui,sans-serif;fill:#22272b}.title{font-weight:700;font-size:15px}.paper{fill:#fff}.axis{stroke:#d5dade}
.own{fill:#0d7f7a}.peer{fill:#98a2a8}.spread{stroke:#22272b;stroke-width:1.5}path{fill:none;stroke-width:1.5}path.bold{stroke-width:3}
.c0{stroke:#0d8f89}.c1{stroke:#3d9a3d}.c2{stroke:#7aa30f}.c3{stroke:#8a5bd1}.c4{stroke:#2f78d0}.c5{stroke:#d06a10}.c6{stroke:#c03a76}.c7{stroke:#8d7b68}
@media (prefers-color-scheme:dark){text{fill:#e4e2dc}.paper{fill:#15191b}.axis{stroke:#343c41}.own{fill:#4bb8b0}.peer{fill:#6b767c}.spread{stroke:#e4e2dc}.c0{stroke:#4bb8b0}}`;

const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
const text = (x, y, words, more = "") => `<text x="${x}" y="${y}" ${more}>${escape(words)}</text>`;
const round = (value) => Math.round(value * 10) / 10;
const figure = (value) => (value >= 10 ? Math.round(value).toLocaleString("en") : value.toFixed(1));

const drawing = (title, height, parts) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">
<style>${STYLE}</style><rect class="paper" width="${WIDTH}" height="${height}" rx="8"/>
${text(16, 26, title, 'class="title"')}
${parts.join("\n")}
</svg>
`;

/** A bar for each contestant, with least and most as a line upon it; Readerly's stand out. */
export function bars(title, found, measure) {
  const rows = Object.entries(found).filter(([, row]) => row[measure]);
  const left = 250;
  const scale = (WIDTH - left - 90) / Math.max(...rows.map(([, row]) => row[measure].most));
  const parts = rows.flatMap(([kind, row], index) => {
    const { median, least, most } = row[measure];
    const y = 44 + index * 28;
    return [
      text(left - 10, y + 15, labelOf(kind), 'text-anchor="end"'),
      `<rect class="${CONTESTANTS[kind].isReaderly ? "own" : "peer"}" x="${left}" y="${y}" width="${round(median * scale)}" height="20"/>`,
      ...(most > least ? [`<line class="spread" x1="${round(left + least * scale)}" x2="${round(left + most * scale)}" y1="${y + 10}" y2="${y + 10}"/>`] : []),
      text(round(left + most * scale + 8), y + 15, figure(median)),
    ];
  });
  return drawing(title, 52 + rows.length * 28, parts);
}

/** A line for each contestant over the sizes of articles; both axes grow by factors. */
export function lines(title, cases, measure) {
  const names = Object.keys(cases);
  const sizes = names.map((name) => parseInt(name, 10));
  const kinds = Object.keys(cases[names[0]]).filter((kind) => names.every((name) => cases[name][kind]?.[measure]));
  const value = (kind, name) => cases[name][kind][measure].median;
  const all = kinds.flatMap((kind) => names.map((name) => value(kind, name)));
  const [left, right, top, bottom] = [60, 480, 50, 350];
  const place = (number, [from, to], [start, end]) => round(start + ((end - start) * Math.log(number / from)) / Math.log(to / from));
  const range = [10 ** Math.floor(Math.log10(Math.min(...all))), 10 ** Math.ceil(Math.log10(Math.max(...all)))];
  const x = (size) => place(size, [sizes[0], sizes.at(-1)], [left, right]);
  const y = (number) => place(number, range, [bottom, top]);
  const ticks = Array.from({ length: Math.round(Math.log10(range[1] / range[0])) + 1 }, (_, power) => range[0] * 10 ** power);
  // Names beside the ends of their lines, pushed apart where those are close.
  let free = -Infinity;
  const labels = kinds.map((kind) => [kind, y(value(kind, names.at(-1)))]).sort(([, one], [, other]) => one - other)
    .map(([kind, wanted]) => [kind, wanted, (free = Math.max(wanted, free + 17))]);
  return drawing(title, 395, [
    ...ticks.flatMap((tick) => [
      `<line class="axis" x1="${left}" x2="${right}" y1="${y(tick)}" y2="${y(tick)}"/>`, text(left - 8, y(tick) + 4, tick.toLocaleString("en"), 'text-anchor="end"'),
    ]),
    ...sizes.map((size) => text(x(size), bottom + 22, `${size.toLocaleString("en")} blocks`, 'text-anchor="middle"')),
    ...labels.flatMap(([kind, end, label]) => {
      const look = `${CONTESTANTS[kind].isReaderly ? "bold " : ""}c${kinds.indexOf(kind)}`;
      const points = names.map((name, index) => `${x(sizes[index])} ${y(value(kind, name))}`);
      return [
        `<path class="${look}" d="M${points.join("L")}"/>`, `<path class="c${kinds.indexOf(kind)}" d="M${right} ${end}L${right + 22} ${label}"/>`,
        text(right + 28, label + 4, `${labelOf(kind)}, ${figure(value(kind, names.at(-1)))}`),
      ];
    }),
  ]);
}
