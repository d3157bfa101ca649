// The page: who you are, your chats, and the live connection that keeps everything in step.

import { get, oneAtATime, post, liveAddress, me } from './api.js';
import { avatar, byId, element, shortest } from './dom.js';
import { ChatPane } from './chat.js';
import { askToLose, closeModal, openModal, prepareModal } from './modal.js';
import { isOldClient, now, showClock, showInstallation, startSettings, themeName } from './settings.js';
import { hasUnsavedTask } from './task.js';

const { people } = await get('people');
const mine = people.find(person => person.key === me) ?? people[0];
// Our own number: LocalTeams is on the same computer.
const reconnectMilliseconds = 1000;
let chats = [];
const current = () => chats.find(chat => chat.id === pane.chatId);
let mayGo = false;
const pane = new ChatPane({ me: mine.key, people, now, isOldClient, theme: themeName });

const loadChats = oneAtATime(readChats);

startSettings({ currentChat: current, leave });
guardTyped();
showPeople();
prepareGroupDialog();
byId('back').addEventListener('click', () => {
  byId('app').classList.remove('in-chat');
  byId('chat-list').querySelector('[aria-current]')?.focus();
});
await showClock();
await loadChats();
const wanted = chats.find(chat => chat.id === new URLSearchParams(location.search).get('chat'));
await open(wanted ?? chats[0], { focus: false, onPhone: wanted !== undefined });
listen();

function showPeople() {
  document.title = `${mine.name.split(' ')[0]}: LocalTeams`;
  byId('person').replaceChildren(...describe(mine));
  byId('people').replaceChildren(...[...new Set(people.map(person => person.group))].flatMap(group => [
    element('h3', { textContent: group }),
    element('ul', {}, ...people.filter(person => person.group === group).map(person => element('li', {}, personLink(person)))),
  ]));
}

function describe(person) {
  return [
    avatar(person.name),
    element('span', { className: 'lines' }, element('strong', { textContent: person.name }), element('small', { textContent: person.role })),
  ];
}

function personLink(person) {
  const link = element(
    'a',
    { className: 'person', dataset: { testid: `person-${person.key}` }, attributes: person === mine ? { 'aria-current': 'true' } : {} },
    ...describe(person),
  );
  // The open chat stays open for whoever is in it too; asked late, as it changes.
  const aim = () => { link.href = addressOf(person); };
  aim();
  for (const event of ['pointerdown', 'focus', 'click']) link.addEventListener(event, aim);
  return link;
}

function addressOf(person) {
  const chat = current();
  const address = new URLSearchParams({ as: person.key });
  if (chat?.people.includes(person.key)) address.set('chat', chat.id);
  return `?${address}`;
}

// Whoever comes next in the open chat, so that several people can act in it one after the other.
function showNextPerson(chat) {
  const next = people.find(person => person.key === chat.people[(chat.people.indexOf(mine.key) + 1) % chat.people.length]);
  const link = byId('next-person');
  link.hidden = !next || next === mine;
  if (link.hidden) return;
  link.href = addressOf(next);
  link.textContent = `Be ${next.name.split(' ')[0]} next`;
}

async function readChats() {
  chats = await get('chats');
  const sections = [[null, chats.filter(chat => !chat.team)]];
  for (const team of new Set(chats.map(chat => chat.team).filter(Boolean))) {
    sections.push([team, chats.filter(chat => chat.team === team)]);
  }

  const focused = document.activeElement?.dataset?.chatId;
  byId('chat-list').replaceChildren(...sections.flatMap(([team, members]) => [
    team && element('li', { className: 'team-name', textContent: team }),
    ...members.map(chatEntry),
  ]).filter(Boolean));
  if (focused) byId('chat-list').querySelector(`[data-chat-id="${CSS.escape(focused)}"]`)?.focus();
  const open = current();
  if (open) {
    pane.describe(open);
    showNextPerson(open);
    showInstallation(open);
  }
}

function chatEntry(chat) {
  const isOpen = chat.id === pane.chatId;
  if (isOpen) markRead(chat);
  const unread = chat.lastId && Number(chat.lastId) > Number(localStorage.getItem(readKey(chat)) ?? 0);
  const button = element(
    'button',
    {
      type: 'button',
      className: unread ? 'chat-entry unread' : 'chat-entry',
      dataset: { testid: 'chat-entry', chatId: chat.id, chatName: chat.name },
      attributes: isOpen ? { 'aria-current': 'true' } : {},
    },
    chat.kind === 'channel'
      ? element('span', { className: 'avatar channel', textContent: '#', attributes: { 'aria-hidden': 'true' } })
      : avatar(chat.name, chat.kind === 'personal'),
    element(
      'span',
      { className: 'lines' },
      element('span', { className: 'chat-name', textContent: chat.name }, unread ? element('span', { className: 'visually-hidden', textContent: ', unread' }) : null),
      element('small', { textContent: chat.lastText?.replace(/<\/?at>|[*_]/g, '') ?? 'No messages yet' }),
    ),
    chat.lastAt ? element('time', { textContent: shortest(new Date(chat.lastAt), now()), dateTime: chat.lastAt }) : null,
  );
  button.addEventListener('click', () => open(chat, { focus: true, onPhone: true }));
  return element('li', {}, button);
}

async function open(chat, { focus, onPhone }) {
  if (chat.id !== pane.chatId && pane.hasUnsavedInput && !await askToLose('Leave this chat without saving?', 'Leave without saving')) return;
  byId('app').classList.toggle('in-chat', onPhone);
  const address = new URL(location.href);
  address.searchParams.set('as', me);
  if (onPhone) address.searchParams.set('chat', chat.id);
  history.replaceState(null, '', address);
  if (chat.id === pane.chatId) pane.showEnd();
  else await pane.open(chat);
  await loadChats();
  if (focus) byId('chat-title').focus({ preventScroll: true });
}

function readKey(chat) {
  return `read ${me} ${chat.id}`;
}

function markRead(chat) {
  if (chat.lastId && document.visibilityState === 'visible') localStorage.setItem(readKey(chat), chat.lastId);
}

// A socket, as it takes none of the six connections that a browser has for the pages of one computer.
function listen() {
  const live = new WebSocket(liveAddress);
  live.onmessage = async ({ data }) => {
    const { kind, chat, message } = JSON.parse(data);
    const isOpen = chat === pane.chatId;
    if (kind === 'listening') await Promise.all([pane.catchUp(), loadChats(), showClock()]);
    else if (kind === 'clock') await Promise.all([showClock(), loadChats()]);
    else if (kind === 'typing' && isOpen) pane.showTyping();
    else if (kind === 'added' && isOpen) await Promise.all([pane.added(message), loadChats()]);
    else if (kind === 'changed' && isOpen) await Promise.all([pane.changed(message), loadChats()]);
    else if (kind === 'removed' && isOpen) await Promise.all([pane.removed(message), loadChats()]);
    else await loadChats();
  };
  live.onopen = () => document.documentElement.classList.remove('offline');
  live.onclose = () => {
    document.documentElement.classList.add('offline');
    setTimeout(listen, reconnectMilliseconds);
  };
}

// Whoever goes on as somebody else, or leaves the page, loses what they typed.
async function leave(go) {
  const isTyped = pane.hasUnsavedInput || pane.hasDraft || hasUnsavedTask();
  if (isTyped && !await askToLose('Leave this page without saving?', 'Leave without saving')) return false;
  mayGo = true;
  go();
  return true;
}

function guardTyped() {
  addEventListener('beforeunload', event => {
    if (!mayGo && (pane.hasUnsavedInput || pane.hasDraft || hasUnsavedTask())) event.preventDefault();
  });
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="?"]');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave(() => location.assign(link.href));
  });
}

function prepareGroupDialog() {
  const dialog = byId('group');
  const isBegun = () => dialog.open && (byId('group-name').value.trim() !== '' || dialog.querySelector('input:checked') !== null);
  const cancel = prepareModal(dialog, isBegun);
  byId('group-people').replaceChildren(...people.filter(person => person !== mine).map(person => element(
    'label',
    { className: 'choice' },
    element('input', { type: 'checkbox', value: person.key, dataset: { testid: `group-${person.key}` } }),
    `${person.name}, ${person.role.toLowerCase()}`,
  )));
  byId('new-chat').addEventListener('click', () => {
    dialog.querySelector('form').reset();
    byId('group-problem').textContent = '';
    openModal(dialog, byId('group-name'));
  });
  byId('group-cancel').addEventListener('click', cancel);
  dialog.querySelector('form').addEventListener('submit', async event => {
    event.preventDefault();
    const chosen = [...dialog.querySelectorAll('input:checked')].map(box => box.value);
    if (chosen.length === 0) {
      byId('group-problem').textContent = 'Choose at least one person.';
      return;
    }

    const chat = await post('chats', { name: byId('group-name').value, people: chosen });
    closeModal(dialog);
    await open(chat, { focus: true, onPhone: true });
  });
}
