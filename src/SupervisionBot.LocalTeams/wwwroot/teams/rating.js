// Stars that somebody else gave, with their number in digits.

import { element } from '../dom.js';
import { TeamsElement, oneOf } from './element.js';
import { iconOf } from './icon.js';

export class Rating extends TeamsElement {
  draw({ value, count, max, size, color, style }) {
    const most = Number(max) > 0 ? Math.floor(Number(max)) : 5;
    const given = Math.min(most, Math.max(0, Number(value) || 0));
    const pixels = oneOf(size, 'Medium', 'Large') === 'Large' ? 20 : 16;
    const stars = oneOf(style, 'Default', 'Compact') === 'Compact' ? [1] : Array.from({ length: most }, (_, at) => Math.round(2 * (given - at)) / 2);
    return element(
      'div',
      {
        className: `rating ${oneOf(color, 'Neutral', 'Marigold').toLowerCase()}`,
        attributes: { role: 'img', 'aria-label': `${given} out of ${most}${count === undefined ? '' : `, ${count} ratings`}` },
      },
      ...stars.map(part => iconOf(part > 0 && part < 1 ? 'StarHalf' : 'Star', { isFilled: part > 0, size: pixels })),
      element('span', { textContent: `${given}${count === undefined ? '' : ` · ${count}`}` }),
    );
  }
}
