// People as Teams shows them in a card: initials and a name.

import { avatar, element } from '../dom.js';
import { TeamsElement, oneOf } from './element.js';

const user = 'graph.microsoft.com/user';
const users = 'graph.microsoft.com/users';

export class Component extends TeamsElement {
  // Teams has components for files and events too, which are unknown here.
  shouldFallback() {
    return super.shouldFallback() || ![user, users].includes(this.source?.name);
  }

  draw({ name, properties = {} }) {
    const people = name === user ? [properties] : properties.users ?? [];
    const draw = person => persona(person, person.style ?? properties.style, person.iconStyle ?? properties.iconStyle);
    return name === user ? draw(properties) : element('ul', { className: 'personas' }, ...people.map(person => element('li', {}, draw(person))));
  }
}

function persona({ displayName, userPrincipalName }, style, iconStyle) {
  const name = displayName || userPrincipalName || 'Somebody';
  const shown = oneOf(style, 'iconAndName', 'iconOnly', 'nameOnly');
  const hasIcon = shown !== 'nameOnly' && oneOf(iconStyle, 'profilePicture', 'contactCard', 'none') !== 'none';
  return element(
    'span',
    { className: 'persona', ...(shown === 'iconOnly' ? { title: name, attributes: { role: 'img', 'aria-label': name } } : {}) },
    hasIcon ? avatar(name) : null,
    shown === 'iconOnly' ? null : element('span', { textContent: name }),
  );
}
