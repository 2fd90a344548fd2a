// Computes the contrast of every pair of colours that meet, in both themes (WCAG 2.2, 1.4.3 and 1.4.11),
// and holds the sheet to its limits: same dark theme twice, no data: URL, physical side, or unknown token, under 44 kB.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const here = fileURLToPath(new URL(".", import.meta.url));
const faults = [];

/** Reads `--name: #rrggbb` of one block. */
const palette = (block) => Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
const tokens = readFileSync(join(here, "tokens.css"), "utf8");
const light = palette(tokens.slice(0, tokens.indexOf("@media")));
const [wished, chosen] = tokens.split("@media").slice(1).map(palette);
if (JSON.stringify(wished) !== JSON.stringify(chosen)) faults.push("tokens.css: the two dark themes differ");
for (const name of Object.keys(light)) if (!(name in wished)) faults.push(`tokens.css: --${name} has no dark value`);

const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const grounds = ["paper", "sheet", "shade"];
const codes = [1, 2, 3, 4, 5, 6, 7, 8];
const washes = codes.map((n) => `code-${n}-wash`);
/** [least contrast, what stands, on which grounds] */
const pairs = [
  [4.5, "ink", [...grounds, ...washes, "teal-wash", "saffron-wash", "red-wash", "green-wash"]],
  [4.5, "ink-soft", [...grounds, "teal-wash"]],
  [4.5, "teal", [...grounds, "teal-wash"]],
  [4.5, "teal-deep", [...grounds, "teal-wash"]],
  [4.5, "on-teal", ["teal", "teal-deep"]],
  [4.5, "paper", ["ink"]],
  [4.5, "sheet", ["red"]],
  [4.5, "red", [...grounds, "red-wash"]],
  [4.5, "green", [...grounds, "green-wash"]],
  [4.5, "saffron-ink", [...grounds, "saffron-wash"]],
  [3, "edge", grounds],
  [3, "focus", [...grounds, "teal-wash", "saffron-wash", "red-wash"]],
  ...codes.map((n) => [3, `code-${n}`, [...grounds, `code-${n}-wash`]]),
];
const rows = [];
for (const [theme, colours] of [["light", light], ["dark", wished]])
  for (const [least, stands, on] of pairs)
    for (const ground of on) {
      const found = contrast(colours[stands], colours[ground]);
      rows.push([found, least, theme, stands, ground]);
      if (found < least) faults.push(`${theme}: ${stands} on ${ground} is ${found.toFixed(2)}, needs ${least}`);
    }

const sheets = readdirSync(here, { recursive: true }).filter((name) => name.endsWith(".css"));
const text = sheets.map((name) => readFileSync(join(here, name), "utf8")).join("\n");
const size = Buffer.byteLength(text.replaceAll(/@import .*\n/g, ""));
if (size > 44_000) faults.push(`the sheet has ${size} bytes, more than 44000`);
const known = new Set([...text.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) if (!known.has(name)) faults.push(`${name} is used and nowhere set`);
for (const word of ["data:", "margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "text-align: right", "border-left", "border-right"])
  if (text.includes(word)) faults.push(`"${word}" stands in the sheet`);
const imported = [...readFileSync(join(here, "main.css"), "utf8").matchAll(/@import "(.+)";/g)].map(([, name]) => name);
for (const name of sheets) if (name !== "main.css" && !imported.includes(name)) faults.push(`${name} is not imported`);
for (const name of imported) if (!sheets.includes(name)) faults.push(`${name} is imported and does not exist`);

rows.sort((a, b) => a[0] / a[1] - b[0] / b[1]);
for (const [found, least, theme, stands, ground] of rows.slice(0, 5)) console.log(`${found.toFixed(2)} (needs ${least}) ${theme}: ${stands} on ${ground}`);
console.log(`${rows.length} pairs, ${sheets.length} files, ${size} bytes`);
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
