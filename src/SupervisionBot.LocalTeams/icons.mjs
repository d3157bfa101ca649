// Makes what the page draws icons from: of each Fluent icon the regular and the filled drawing, at 20 pixels or the size nearest to it.
// usage: node icons.mjs <icons.json of @iconify-json/fluent> <file to write>

import { readFileSync, writeFileSync } from 'node:fs';

const [, , source, target] = process.argv;
const { icons, aliases, width } = JSON.parse(readFileSync(source, 'utf8'));
const all = Object.entries(icons).concat(Object.entries(aliases).filter(([, alias]) => Object.keys(alias).length === 1).map(([name, { parent }]) => [name, icons[parent]]));
const found = {};
for (const [name, icon] of all) {
  const [, words, size, style] = name.match(/^(.*)-(\d+)-(regular|filled)$/) ?? [];
  if (!words || !icon) continue;
  // Cards write PascalCase, so hyphens and capitals tell nothing apart.
  const drawings = found[words.replaceAll('-', '')] ??= {};
  const off = Math.abs(size - 20);
  if (!drawings[style] || off < drawings[style].off) drawings[style] = { off, size: icon.width ?? width, body: icon.body };
}
writeFileSync(target, JSON.stringify(found, (key, value) => key === 'off' ? undefined : value));
