// The colours that charts name. Each is a colour of the theme or a mix of it with the card: their order is Teams's, their tones are our own,
// and nothing hangs on them, as shapes and patterns tell apart what colours do.

const hues = ['Blue', 'Marigold', 'Purple', 'Green', 'Red', 'Teal', 'Lavender', 'Lime', 'LightBlue'];
const shade = (hue, share) => share === 100 ? `var(--chart-${hue})` : `color-mix(in srgb, var(--chart-${hue}) ${share}%, var(--card))`;
const steps = (prefix, hue) => Array.from({ length: 8 }, (_, at) => [`${prefix}${at + 1}`, shade(hue, 100 - 10 * at)]);

const named = Object.fromEntries([
  ...hues.map(hue => [`categorical${hue}`, shade(hue.toLowerCase(), 100)]),
  ...steps('sequential', 'blue'), ...steps('sequentialRed', 'red'), ...steps('sequentialGreen', 'green'), ...steps('sequentialYellow', 'marigold'),
  ['divergingBlue', shade('blue', 100)], ['divergingLightBlue', shade('lightblue', 100)], ['divergingCyan', shade('lightblue', 60)], ['divergingTeal', shade('teal', 100)],
  ['divergingYellow', shade('marigold', 100)], ['divergingPeach', shade('marigold', 60)], ['divergingLightRed', shade('red', 60)], ['divergingRed', shade('red', 100)],
  ['divergingMaroon', shade('purple', 100)], ['divergingGray', 'var(--muted)'],
  ['good', 'var(--good)'], ['warning', 'var(--warning)'], ['attention', 'var(--attention)'], ['neutral', 'var(--muted)'],
]);
const sets = {
  categorical: Object.keys(named).filter(name => name.startsWith('categorical')),
  sequential: Object.keys(named).filter(name => /^sequential\d/.test(name)),
  sequentialred: Object.keys(named).filter(name => name.startsWith('sequentialRed')),
  sequentialgreen: Object.keys(named).filter(name => name.startsWith('sequentialGreen')),
  sequentialyellow: Object.keys(named).filter(name => name.startsWith('sequentialYellow')),
  diverging: Object.keys(named).filter(name => name.startsWith('diverging')),
};
const byLowerCase = Object.fromEntries(Object.entries(named).map(([name, colour]) => [name.toLowerCase(), colour]));

// How a colour is written in CSS: by its name, or the next of its set.
export function chartColour(name, index, set) {
  const names = sets[String(set ?? '').toLowerCase()] ?? sets.categorical;
  return byLowerCase[String(name ?? '').toLowerCase()] ?? named[names[index % names.length]];
}
