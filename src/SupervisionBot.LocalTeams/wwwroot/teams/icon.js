// Fluent icons by name, with the one action that an icon can have.

import { element } from '../dom.js';
import { TeamsElement, oneOf, tint } from './element.js';

// learn.microsoft.com, "Icons in Adaptive Cards", in CSS pixels.
const sizes = { Standard: 24, xxSmall: 12, xSmall: 16, Small: 20, Medium: 28, Large: 32, xLarge: 40, xxLarge: 48 };
const unknown = 'square';
let drawings;

// label: what it says to somebody who does not see it; without one it is decoration.
export function iconOf(name, { isFilled = false, size = 20, label } = {}) {
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.classList.add('fluent-icon');
  icon.dataset.icon = name;
  for (const [attribute, value] of Object.entries({ width: size, height: size, ...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true }) })) icon.setAttribute(attribute, value);
  drawings ??= fetch('lib/icons.json').then(answer => answer.json());
  drawings.then(all => {
    // As the clients of Teams do: a name without a drawing is a square.
    const found = all[String(name).toLowerCase()] ?? all[unknown];
    const { size: box, body } = found[isFilled ? 'filled' : 'regular'] ?? Object.values(found)[0];
    icon.setAttribute('viewBox', `0 0 ${box} ${box}`);
    icon.innerHTML = body;
    icon.dataset.drawn = found === all[unknown] ? unknown : 'icon';
  }).catch(() => { drawings = undefined; });
  return icon;
}

// "CheckmarkCircle,filled", as badges and buttons write it.
export const namedIcon = (text, size) => {
  const [name, style] = String(text).split(',');
  return iconOf(name.trim(), { isFilled: style?.trim().toLowerCase() === 'filled', size });
};

export const inWords = name => {
  const words = String(name).replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export class Icon extends TeamsElement {
  draw({ name, size, style, color }) {
    const action = this.selectAction;
    const label = action?.title || action?.tooltip || inWords(name);
    const icon = iconOf(name, { isFilled: oneOf(style, 'Regular', 'Filled') === 'Filled', size: sizes[oneOf(size, ...Object.keys(sizes))], label: action ? undefined : label });
    if (!action) return element('span', { className: `teams-icon ${tint(color)}` }, icon);
    const button = element('button', { type: 'button', className: `teams-icon ${tint(color)}`, title: label, attributes: { 'aria-label': label } }, icon);
    button.addEventListener('click', () => action.execute());
    return button;
  }
}
