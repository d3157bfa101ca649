// A button with a title, a description, an icon and a badge.

import { element } from '../dom.js';
import { TeamsElement, oneOf, tint } from './element.js';
import { iconOf } from './icon.js';

export class CompoundButton extends TeamsElement {
  draw({ icon, badge, title, description }) {
    const button = element(
      'button',
      { type: 'button', className: 'compound-button' },
      icon?.name ? element('span', { className: tint(icon.color) }, iconOf(icon.name, { isFilled: oneOf(icon.style, 'Regular', 'Filled') === 'Filled', size: 24 })) : null,
      element(
        'span',
        { className: 'lines' },
        element('strong', {}, element('span', { textContent: title ?? '' }), badge ? element('span', { className: 'badge filled medium circular tint-default', textContent: badge }) : null),
        description ? element('span', { textContent: description }) : null,
      ),
    );
    button.disabled = !this.selectAction;
    button.addEventListener('click', () => this.selectAction.execute());
    return button;
  }
}
