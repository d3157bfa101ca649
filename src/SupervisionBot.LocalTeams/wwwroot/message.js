// One message in the list: its text or card, what its buttons do, and when its card is refreshed.

import { get, inTheBackground, post, messagesPath } from './api.js';
import { announce, avatar, element, longTime, shortTime, toast } from './dom.js';
import { CardView } from './card.js';
import { fileOf, offerOf } from './file.js';
import { markdownInto } from './markdown.js';
import { openTask } from './task.js';

export class MessageView {
  #path;
  #room;
  #card;
  #refreshing = null;
  #changedMeanwhile = false;
  #version = 0;
  #isAwaited = false;
  #refreshButton;
  #body = element('div', { className: 'body' });
  #time = element('time');

  // room: { chat, people, members, now(), isOldClient(), theme(), send(text) }
  constructor(model, room) {
    this.#room = room;
    this.id = model.id;
    this.thread = model.thread;
    this.#path = `${messagesPath(room.chat.id)}/${model.id}`;
    const { name, isBot } = this.sender = senderOf(model, room.people);
    this.#refreshButton = element('button', {
      type: 'button', className: 'quiet refresh', textContent: 'Refresh card', hidden: true, dataset: { testid: 'refresh-card' },
    });
    this.#refreshButton.addEventListener('click', () => this.refresh(true));
    const own = model.from === room.me;
    this.item = element(
      'li',
      { className: `message from-${name === null ? 'system' : isBot ? 'bot' : own ? 'me' : 'other'}`, dataset: { testid: 'message', activityId: model.id } },
      name === null ? null : avatar(name, isBot),
      element(
        'div',
        { className: 'content' },
        name === null ? null : element('div', { className: 'meta' }, element('span', { className: 'sender', textContent: own ? 'You' : name }), this.#time, this.#refreshButton),
        this.#body,
      ),
    );
    this.update(model);
  }

  get hasUnsavedInput() {
    return this.#card?.hasUnsavedInput === true;
  }

  update(model) {
    // Answers can overtake each other.
    if (model.version < this.#version) return;
    // The server forgets this page's own views when it loses the connection; the page shows them until it has newer ones.
    const isForgotten = model.version === this.#version && this.item.dataset.privateView === 'true' && model.card && !model.isPrivateView;
    this.#version = model.version;
    const at = new Date(model.at);
    Object.assign(this.#time, { textContent: shortTime(at, this.#room.now()) + (model.version > 1 ? ', updated' : ''), dateTime: model.at, title: longTime(at) });
    this.summary = model.summary ?? withoutTags(model.text) ?? model.offer?.name ?? model.file?.name ?? 'Card';
    this.#refreshButton.hidden = !model.hasRefresh;
    if (isForgotten) return;
    if (model.card) {
      if (this.#cardView().offer(model.card) && this.#isAwaited) this.#announceNotice();
      this.item.dataset.privateView = model.isPrivateView;
    } else {
      this.#card = undefined;
      this.#body.replaceChildren(model.offer ? offerOf(model.offer, this.#path) : model.file ? fileOf(model.file) : textOf(model));
    }
  }

  // The base card changed: this person's view of it is asked for before anything is drawn.
  async changed() {
    if (this.#card?.busy || this.#refreshing) {
      this.#changedMeanwhile = true;
      return;
    }

    await this.refresh();
  }

  async cameIntoView() {
    if (!this.#refreshButton.hidden && !this.#refreshing && !this.#card?.busy) await this.refresh();
  }

  async refresh(byHand = false) {
    const refreshing = this.#refreshing = this.#askAnew(byHand, this.#refreshing);
    try {
      await refreshing;
    } finally {
      if (this.#refreshing === refreshing) this.#refreshing = null;
      this.#catchUp();
    }
  }

  // One after the other, so that what is shown last was asked for last.
  async #askAnew(byHand, before) {
    await before?.catch(() => {});
    const ask = () => post(`${this.#path}/refresh`, { byHand });
    const outcome = await (byHand ? ask() : inTheBackground(ask));
    if (outcome?.kind === 'resting') {
      // Until then this person goes on with the view they have, rather than with the card for everybody.
      setTimeout(() => this.changed(), outcome.waitMilliseconds);
      return;
    }

    if (byHand) this.#report(outcome);
    await this.#reload();
  }

  #cardView() {
    if (!this.#card) {
      this.#body.replaceChildren();
      this.#card = new CardView(this.#body, { ...this.#room, onAction: action => this.#act(action) });
    }

    return this.#card;
  }

  async #act(action) {
    const { type, data } = action;
    const teamsType = type === 'Action.Submit' ? data.msteams?.type : undefined;
    this.#card.busy = true;
    this.#card.say('');
    try {
      // A refresh that is on its way would otherwise come after what this press shows, and cover it.
      await this.#refreshing?.catch(() => {});
      if (teamsType === 'task/fetch') {
        await openTask(this.#path, data, this.#room);
      } else if (teamsType === 'imBack') {
        await this.#room.send(data.msteams.value);
      } else if (type === 'Action.Submit') {
        await this.#submit(action);
      } else {
        await this.#execute(action);
      }
    } catch {
      this.#card.say('LocalTeams could not be reached. Is it still running?', true);
    } finally {
      this.#card.busy = false;
      this.#catchUp();
    }
  }

  async #submit({ data, isFeedbackHidden }) {
    const outcome = await post(`${this.#path}/submit`, { data });
    if (outcome?.kind === 'sent') {
      this.#card.markSaved();
      this.#isAwaited = true;
      if (!isFeedbackHidden) this.#card.say('Your response was sent to the app');
    } else {
      this.#report(outcome);
    }
  }

  async #execute({ type, id, verb, title, data }) {
    const outcome = await post(`${this.#path}/execute`, { action: { type, id, verb, title, data } });
    if (outcome?.kind === 'card') {
      const model = await get(this.#path);
      if (model) {
        this.#card.show(model.card);
        this.#announceNotice();
        this.update(model);
      }
    } else {
      this.#report(outcome);
    }
  }

  #announceNotice() {
    this.#isAwaited = false;
    const { notice } = this.#card;
    if (notice) announce(notice);
  }

  async #reload() {
    const model = await get(this.#path);
    if (model) this.update(model);
  }

  #report(outcome) {
    if (outcome?.kind === 'toast') toast(outcome.text);
    else if (outcome?.kind === 'failed') this.#card.say(outcome.text, true);
    else if (outcome === null) this.#card.say('This message is no longer there.', true);
  }

  #catchUp() {
    if (this.#changedMeanwhile) {
      this.#changedMeanwhile = false;
      this.changed();
    }
  }
}

function senderOf({ from }, people) {
  return from === 'bot' ? { name: 'Supervision', isBot: true } : { name: people.find(person => person.key === from)?.name ?? null, isBot: false };
}

const withoutTags = text => text?.replace(/<\/?at>/g, '');

function textOf({ text, textFormat, from }) {
  const bubble = element('div', { className: 'bubble' });
  if (from === 'bot' && textFormat !== 'plain') {
    markdownInto(bubble, text ?? '');
  } else {
    for (const [index, part] of (text ?? '').split(/<at>(.*?)<\/at>/).entries()) {
      bubble.append(index % 2 === 1 ? element('strong', { className: 'at', textContent: part }) : part);
    }
  }

  return bubble;
}
