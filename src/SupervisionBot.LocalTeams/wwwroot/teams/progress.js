// How far something is: a bar with a value, or a bar or ring that only says that something goes on.

import { element } from '../dom.js';
import { TeamsElement, oneOf, tint } from './element.js';

export class ProgressBar extends TeamsElement {
  draw({ value, max, color }) {
    const most = Number(max) > 0 ? Number(max) : 100;
    const now = value === undefined || value === null || Number.isNaN(Number(value)) ? null : Math.min(most, Math.max(0, Number(value)));
    const done = element('span');
    if (now !== null) done.style.width = `${100 * now / most}%`;
    return element(
      'div',
      {
        className: `progress-bar ${now === null ? `going-on ${tint('accent')}` : tint(color ?? 'accent')}`,
        attributes: {
          role: 'progressbar', 'aria-label': 'Progress', 'aria-valuemin': 0, 'aria-valuemax': most,
          ...(now === null ? {} : { 'aria-valuenow': now, 'aria-valuetext': most === 100 ? `${now} per cent` : `${now} of ${most}` }),
        },
      },
      done,
    );
  }

  get alignment() {
    return 'stretch';
  }
}

export class ProgressRing extends TeamsElement {
  draw({ label, labelPosition, size }) {
    return element(
      'div',
      { className: `progress-ring label-${oneOf(labelPosition, 'Below', 'Before', 'After', 'Above').toLowerCase()} ${oneOf(size, 'Medium', 'Tiny', 'Small', 'Large').toLowerCase()}` },
      element('span', { className: 'ring', attributes: { role: 'progressbar', 'aria-label': label || 'In progress' } }),
      label ? element('span', { textContent: label, attributes: { 'aria-hidden': 'true' } }) : null,
    );
  }
}
