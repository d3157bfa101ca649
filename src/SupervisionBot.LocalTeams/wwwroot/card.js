// One drawn Adaptive Card: the official renderer, and what Teams does around it.

import { element } from './dom.js';
import { toHtml } from './markdown.js';
import { hostConfig } from './hostConfig.js';

const { AdaptiveCard, HostConfig } = globalThis.AdaptiveCards;
const config = new HostConfig(hostConfig);

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};

export class CardView {
  #card;
  #place = element('div', { className: 'card', tabIndex: -1 });
  #notice = element('div', { className: 'card-changed', hidden: true, attributes: { role: 'status' }, dataset: { testid: 'card-changed' } });
  #status = element('p', { className: 'card-status', attributes: { role: 'status' }, dataset: { testid: 'card-status' } });
  #shown;
  #clean = '';
  #newer;
  #options;

  // options: onAction(action), people, isOldClient()
  constructor(host, options) {
    this.#options = options;
    const show = element('button', { type: 'button', textContent: 'Show the new version', dataset: { testid: 'card-show-new' } });
    show.addEventListener('click', () => {
      this.show(this.#newer);
      this.#place.focus();
    });
    this.#notice.append(element('span', { textContent: 'This card has changed.' }), show);
    host.append(this.#notice, this.#place, this.#status);
  }

  get hasUnsavedInput() {
    return this.#card !== undefined && this.#inputs() !== this.#clean;
  }

  // Draws the card unless it is the one already shown; never over what somebody is typing.
  offer(json) {
    if (JSON.stringify(json) === this.#shown) {
      this.#notice.hidden = true;
      this.#newer = undefined;
    } else if (this.hasUnsavedInput) {
      this.#newer = json;
      this.#notice.hidden = false;
    } else {
      this.show(json);
    }
  }

  show(json) {
    const focus = this.#rememberFocus();
    const card = new AdaptiveCard();
    card.hostConfig = config;
    card.onExecuteAction = action => this.#act(action);
    let drawn;
    try {
      card.parse(forClient(json, this.#options));
      drawn = card.render();
    } catch (problem) {
      console.error(problem);
    }

    this.#place.replaceChildren(drawn ?? element('p', { textContent: json.fallbackText ?? 'This card cannot be shown.' }));
    this.#place.classList.toggle('full', json.msteams?.width === 'Full');
    this.#card = card;
    this.#shown = JSON.stringify(json);
    this.#newer = undefined;
    this.#notice.hidden = true;
    this.say('');
    this.markSaved();
    focus?.();
  }

  markSaved() {
    this.#clean = this.#inputs();
  }

  say(text, isProblem = false) {
    this.#status.textContent = text;
    this.#status.classList.toggle('problem', isProblem);
  }

  set busy(value) {
    this.#place.setAttribute('aria-busy', value);
  }

  get busy() {
    return this.#place.getAttribute('aria-busy') === 'true';
  }

  focusFirst() {
    (this.#place.querySelector('input, textarea, select, button') ?? this.#place).focus();
  }

  #act(action) {
    const type = action.getJsonTypeName();
    if (type === 'Action.OpenUrl') {
      if (/^https?:/i.test(action.url)) window.open(action.url, '_blank', 'noopener');
    } else if (!this.busy && (type === 'Action.Submit' || type === 'Action.Execute')) {
      this.#options.onAction({
        type,
        id: action.id,
        verb: action.verb,
        title: action.title,
        data: typeof action.data === 'object' ? action.data : {},
        isFeedbackHidden: hidesFeedback(action.toJSON()),
      });
    }
  }

  #inputs() {
    return JSON.stringify(this.#card.getAllInputs().map(input => [input.id, input.value ?? '']));
  }

  // Puts the focus back where it was: the input of the same id, or the button of the same title.
  #rememberFocus() {
    const focused = document.activeElement;
    if (!this.#place.contains(focused)) return null;
    const input = this.#card?.getAllInputs().find(candidate => candidate.renderedElement?.contains(focused))?.id;
    const title = focused.textContent;
    return () => {
      const same = input && this.#card.getAllInputs().find(candidate => candidate.id === input);
      const button = title && [...this.#place.querySelectorAll('button')].find(candidate => candidate.textContent === title);
      if (same) same.focus();
      else (button || this.#place).focus({ preventScroll: true });
    };
  }
}

const hidesFeedback = action => (action.msTeams ?? action.msteams)?.feedback?.hide === true;

// The card as this client draws it: people filled into people pickers, mentions as bold names,
// and on an old client, which does not know Action.Execute, each such action as its fallback.
function forClient(json, { people, members, isOldClient }) {
  const mentions = json.msteams?.entities?.filter(entity => entity.type === 'mention') ?? [];
  const withMentions = text => mentions.reduce((result, { text: tag, mentioned }) => result.replaceAll(tag, `**${mentioned.name}**`), text);
  const walk = node => {
    if (Array.isArray(node)) return node.map(walk).filter(item => item !== undefined);
    if (node === null || typeof node !== 'object') return node;
    if (node.type === 'Action.Execute' && isOldClient()) return typeof node.fallback === 'object' ? walk(node.fallback) : undefined;
    const copy = {};
    for (const [name, value] of Object.entries(node)) copy[name] = name === 'data' ? value : walk(value);
    if (node.type === 'TextBlock' && typeof node.text === 'string') copy.text = withMentions(node.text);
    const dataset = node['choices.data']?.dataset ?? '';
    if (node.type === 'Input.ChoiceSet' && dataset.startsWith('graph.microsoft.com/users')) {
      const offered = dataset.endsWith('scope=currentContext') ? members : people;
      delete copy['choices.data'];
      copy.choices = [...(node.choices ?? []), ...offered.map(person => ({ title: `${person.name}, ${person.role.toLowerCase()}`, value: person.objectId }))];
    }
    return copy;
  };
  return walk(json);
}
