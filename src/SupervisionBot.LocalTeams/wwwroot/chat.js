// The open chat: its messages, kept in step with the server, and the box to write in.

import { get, post, messagesPath } from './api.js';
import { announce, byId, element, toast } from './dom.js';
import { MessageView } from './message.js';

const frame = byId('messages-frame');
const list = byId('messages');
const composer = byId('composer');
const input = byId('composer-input');
const mention = byId('mention');
const replying = byId('replying');
const typing = byId('typing');

export class ChatPane {
  #room;
  #views = new Map();
  #replyTo = null;
  #typingEnds;
  #drafts = new Map();
  #inView = new Set();
  #seen = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      const id = target.dataset.activityId;
      if (!isIntersecting) this.#inView.delete(id);
      else if (this.#inView.add(id)) this.#views.get(id)?.cameIntoView();
    }
  }, { root: frame });

  // surroundings: { me, people, now(), isOldClient(), theme() }
  constructor(surroundings) {
    this.surroundings = surroundings;
    composer.addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    });
    input.addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        composer.requestSubmit();
      }
    });
    input.addEventListener('input', grow);
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.refreshInView());
    mention.addEventListener('click', () => mention.setAttribute('aria-pressed', mention.getAttribute('aria-pressed') !== 'true'));
    replying.querySelector('button').addEventListener('click', () => this.#reply(null));
  }

  get chatId() {
    return this.#room?.chat.id;
  }

  // Whether somebody typed into a card of the open chat, or chose something there, and has not sent it.
  get hasUnsavedInput() {
    return [...this.#views.values()].some(view => view.hasUnsavedInput);
  }

  // Whether a message was begun, in the open chat or in one that was left: they are kept as long as the page is.
  get hasDraft() {
    return [...this.#drafts].some(([id, text]) => id !== this.chatId && text?.trim()) || input.value.trim() !== '';
  }

  async open(chat) {
    this.#drafts.set(this.chatId, input.value);
    input.value = this.#drafts.get(chat.id) ?? '';
    this.#room = {
      ...this.surroundings,
      chat,
      members: this.surroundings.people.filter(person => chat.people.includes(person.key)),
      send: text => this.#post(text),
    };
    this.#seen.disconnect();
    this.#inView.clear();
    this.#views.clear();
    list.replaceChildren();
    this.#reply(null);
    this.describe(chat);
    composer.hidden = false;
    mention.setAttribute('aria-pressed', 'false');
    grow();
    await this.load();
    this.showEnd();
  }

  showEnd() {
    frame.scrollTop = frame.scrollHeight;
    const last = list.lastElementChild;
    if (last) reveal(last);
  }

  describe(chat) {
    this.#room.chat = chat;
    byId('chat-title').textContent = chat.kind === 'channel' ? `${chat.team}: ${chat.name}` : chat.name;
    byId('chat-members').textContent = [
      ...(chat.kind === 'personal' ? ['Only you and Supervision'] : this.#room.members.map(({ name }) => this.#room.members.length > 4 ? name.split(' ')[0] : name)),
      ...(chat.botInstalled ? (chat.kind === 'personal' ? [] : ['Supervision']) : ['Supervision was removed']),
    ].join(', ');
    mention.hidden = chat.kind === 'personal' || !chat.botInstalled;
  }

  // After the connection was lost, much may have changed, and the server has forgotten this page's own views.
  async catchUp() {
    await this.load();
    this.refreshInView();
  }

  async load() {
    const { chat } = this.#room;
    // A message that comes while this is read may not be in the answer, and stays.
    const before = [...this.#views.keys()];
    const models = await get(messagesPath(chat.id));
    if (this.chatId !== chat.id || models === null) return;
    const present = new Set(models.map(model => model.id));
    for (const id of before) if (!present.has(id)) this.removed(id);
    for (const model of models) this.#put(model);
  }

  // What is in view asks for this person's view of it; the server says no where that is too soon.
  refreshInView() {
    for (const id of this.#inView) this.#views.get(id)?.cameIntoView();
  }

  async added(id) {
    const { chat } = this.#room;
    const model = await get(`${messagesPath(chat.id)}/${id}`);
    if (model === null || this.chatId !== chat.id) return;
    const isNew = !this.#views.has(id);
    const view = this.#put(model);
    if (!isNew) return;
    typing.textContent = '';
    if (model.from === this.#room.me) return reveal(view.item);
    announce(`${view.sender.name ?? 'LocalTeams'}: ${view.summary}`);
    if (!list.contains(document.activeElement)) reveal(view.item);
  }

  changed(id) {
    // One that is still being read may be read as it was before.
    return this.#views.has(id) ? this.#views.get(id).changed() : this.added(id);
  }

  removed(id) {
    const view = this.#views.get(id);
    if (!view) return;
    this.#seen.unobserve(view.item);
    view.item.remove();
    this.#views.delete(id);
    this.#inView.delete(id);
  }

  showTyping() {
    typing.textContent = 'Supervision is typing…';
    clearTimeout(this.#typingEnds);
    this.#typingEnds = setTimeout(() => { typing.textContent = ''; }, 4000);
  }

  #put(model) {
    let view = this.#views.get(model.id);
    if (view) {
      view.update(model);
      return view;
    }

    view = new MessageView(model, this.#room);
    this.#views.set(model.id, view);
    const place = model.thread && this.#views.get(model.thread)?.replies || list;
    const after = [...place.children].findLast(item => Number(item.dataset.activityId) < Number(model.id));
    if (after) after.after(view.item);
    else place.prepend(view.item);
    if (this.#room.chat.kind === 'channel' && !model.thread) this.#openThread(view);
    this.#seen.observe(view.item);
    return view;
  }

  #openThread(view) {
    view.replies = element('ol', { className: 'replies', attributes: { 'aria-label': 'Replies' } });
    const reply = element('button', { type: 'button', className: 'quiet', textContent: 'Reply', dataset: { testid: 'reply' } });
    reply.addEventListener('click', () => this.#reply(view));
    view.item.querySelector('.content').append(view.replies, reply);
  }

  #reply(view) {
    this.#replyTo = view?.id ?? null;
    replying.hidden = !view;
    if (view) {
      replying.querySelector('span').textContent = `Replying to ${view.sender.name ?? 'this post'}: ${view.summary.slice(0, 60)}`;
      input.focus();
    }
  }

  async #send() {
    const text = input.value.trim();
    if (!text) return;
    input.value = '';
    grow();
    try {
      await this.#post(text);
    } catch {
      input.value = text;
      grow();
      toast('Not sent: LocalTeams could not be reached.');
    }
  }

  async #post(text) {
    await post(messagesPath(this.chatId), {
      text,
      mention: !mention.hidden && mention.getAttribute('aria-pressed') === 'true',
      thread: this.#replyTo,
    });
  }
}

// Brings a message into view: the whole of it, or its beginning when it is taller than the frame.
function reveal(item) {
  item.scrollIntoView({ block: item.offsetHeight > frame.clientHeight ? 'start' : 'nearest' });
}

function grow() {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}
