// One drawn Adaptive Card: the official renderer, and what Teams does around it.

import { element } from './dom.js';
import { toHtml } from './markdown.js';
import { hostConfig } from './hostConfig.js';
import { contextOf } from './teams/registry.js';
import { fitToWidth } from './teams/width.js';

const { AdaptiveCard, Container, GlobalSettings, HostConfig, Version } = globalThis.AdaptiveCards;
const configOf = (major, minor) => {
  const config = new HostConfig(hostConfig);
  config.hostCapabilities.addCapability('adaptiveCards', new Version(major, minor));
  return config;
};
const [today, old] = [configOf(1, 5), configOf(1, 4)];

// A card itself is nothing to press.
GlobalSettings.setTabIndexAtCardRoot = false;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};

export class CardView {
  #card;
  #place = element('div', { className: 'card', tabIndex: -1 });
  #status = element('p', { className: 'card-status', attributes: { role: 'status' }, dataset: { testid: 'card-status' } });
  #shown;
  #clean = '';
  #options;

  // options: onAction(action), people, isOldClient(), sendsSubmit()
  constructor(host, options) {
    this.#options = options;
    host.append(this.#place, this.#status);
    new ResizeObserver(() => this.#fit()).observe(this.#place);
  }

  get hasUnsavedInput() {
    return this.#card !== undefined && this.#inputs() !== this.#clean;
  }

  // What the card says on top about what was just done: a coloured container before anything to fill in.
  get notice() {
    for (let at = 0; at < (this.#card?.getItemCount() ?? 0); at++) {
      const item = this.#card.getItemAt(at);
      if (item.getAllInputs().length > 0) return '';
      if (item instanceof Container && item.isVisible && ['good', 'warning', 'attention'].includes(item.style)) return item.renderedElement?.innerText.trim() ?? '';
    }

    return '';
  }

  // Draws the card unless it is the one already shown. What somebody was typing goes, as in Teams.
  offer(json) {
    if (JSON.stringify(json) === this.#shown) return false;
    this.show(json);
    return true;
  }

  show(json) {
    const keepPlace = this.#rememberPlace();
    const card = new AdaptiveCard();
    card.hostConfig = this.#options.isOldClient() ? old : today;
    card.onExecuteAction = action => this.#act(action);
    let drawn;
    try {
      card.parse(forClient(json, this.#options), contextOf(this.#options.isOldClient()));
      drawn = card.render();
    } catch (problem) {
      console.error(problem);
    }

    this.#place.replaceChildren(drawn ?? element('p', { textContent: json.fallbackText ?? 'This card cannot be shown.' }));
    this.#place.classList.toggle('full', json.msteams?.width === 'Full');
    this.#card = card;
    this.#shown = JSON.stringify(json);
    this.#fit();
    this.say('');
    this.markSaved();
    keepPlace();
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

  // An old client does not know targetWidth.
  #fit() {
    if (this.#card?.renderedElement && this.#place.clientWidth > 0 && !this.#options.isOldClient()) fitToWidth(this.#card, this.#place.clientWidth);
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

  // Keeps the place in the page, and the focus on the input of the same id or the button of the same title, which stays where it was on the screen.
  #rememberPlace() {
    const frame = this.#place.closest('.messages-frame, dialog');
    const top = frame?.scrollTop;
    const focused = this.#place.contains(document.activeElement) ? document.activeElement : null;
    const height = focused?.getBoundingClientRect().top;
    const input = focused && this.#card?.getAllInputs().find(candidate => candidate.renderedElement?.contains(focused))?.id;
    const title = focused?.textContent;
    return () => {
      const same = input && this.#card.getAllInputs().find(candidate => candidate.id === input);
      const button = title && [...this.#place.querySelectorAll('button')].find(candidate => candidate.textContent === title);
      if (same) same.focus();
      else if (focused) (button || this.#place).focus({ preventScroll: true });
      if (!frame) return;
      frame.scrollTop = top;
      const kept = same?.renderedElement ?? button;
      if (kept && focused !== this.#place) frame.scrollTop += (same ? document.activeElement : kept).getBoundingClientRect().top - height;
    };
  }
}

const hidesFeedback = action => (action.msTeams ?? action.msteams)?.feedback?.hide === true;

// The card as this client draws it: people filled into people pickers, mentions as bold names,
// and where Action.Execute is not known, on an old client and in dialogs, each such action as its fallback.
function forClient(json, { people, members, isOldClient, sendsSubmit = isOldClient }) {
  const mentions = json.msteams?.entities?.filter(entity => entity.type === 'mention') ?? [];
  const withMentions = text => mentions.reduce((result, { text: tag, mentioned }) => result.replaceAll(tag, `**${mentioned.name}**`), text);
  const walk = node => {
    if (Array.isArray(node)) return node.map(walk).filter(item => item !== undefined);
    if (node === null || typeof node !== 'object') return node;
    if (node.type === 'Action.Execute' && sendsSubmit()) return typeof node.fallback === 'object' ? walk(node.fallback) : undefined;
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
