// A badge: a word or two on a coloured ground, with an icon or of an icon alone.

import { element } from '../dom.js';
import { TeamsElement, oneOf, tint } from './element.js';
import { inWords, namedIcon } from './icon.js';

export class Badge extends TeamsElement {
  draw({ text, icon, iconPosition, appearance, size, shape, style, tooltip }) {
    if (!text && !icon) return undefined;
    const words = text ? element('span', { textContent: text }) : null;
    const drawing = icon ? namedIcon(icon, oneOf(size, 'Medium', 'Large', 'ExtraLarge') === 'Medium' ? 12 : 16) : null;
    return element(
      'span',
      {
        className: ['badge', oneOf(appearance, 'Filled', 'Tint').toLowerCase(), oneOf(size, 'Medium', 'Large', 'ExtraLarge').toLowerCase(), oneOf(shape, 'Circular', 'Rounded', 'Square').toLowerCase(), tint(style)].join(' '),
        title: tooltip ?? '',
        attributes: text ? {} : { role: 'img', 'aria-label': tooltip || inWords(icon.split(',')[0]) },
      },
      ...(oneOf(iconPosition, 'Before', 'After') === 'After' ? [words, drawing] : [drawing, words]),
    );
  }
}
