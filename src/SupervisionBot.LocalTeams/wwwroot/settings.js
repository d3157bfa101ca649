// How the page looks, what time it is here, and the developer menu.

import { get, post } from './api.js';
import { byId, clockText, toast } from './dom.js';

const parameters = new URLSearchParams(location.search);
const theme = byId('theme');
const phone = byId('phone');
const oldClient = byId('old-client');
let ahead = 0;

export const now = () => new Date(Date.now() + ahead);
export const isOldClient = () => oldClient.checked;
export const themeName = () => ({ light: 'default' })[theme.value] ?? theme.value; // as Teams names them

export async function showClock() {
  ahead = new Date((await get('clock')).now) - Date.now();
  tick();
}

export function startSettings({ currentChat, leave }) {
  const preferred = matchMedia('(prefers-contrast: more)').matches ? 'contrast' : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  theme.value = parameters.get('theme') ?? localStorage.getItem('theme') ?? preferred;
  phone.checked = parameters.has('phone') || localStorage.getItem('phone') === 'true';
  dress();
  for (const control of [theme, phone]) {
    control.addEventListener('change', () => {
      localStorage.setItem('theme', theme.value);
      localStorage.setItem('phone', phone.checked);
      dress();
    });
  }

  oldClient.checked = sessionStorage.getItem('old-client') === 'true';
  oldClient.addEventListener('change', async () => {
    const isLeft = await leave(() => {
      sessionStorage.setItem('old-client', oldClient.checked);
      location.reload();
    });
    if (!isLeft) oldClient.checked = !oldClient.checked;
  });

  for (const button of document.querySelectorAll('[data-hours]')) {
    button.addEventListener('click', () => post('clock', { hours: Number(button.dataset.hours) }));
  }

  byId('redeliver').addEventListener('click', async () => {
    const answer = await post('redeliver', {});
    toast(answer?.text ?? 'Nothing was delivered since the start.');
  });
  byId('installation').addEventListener('click', async () => {
    const chat = currentChat();
    if (chat) await post(`chats/${encodeURIComponent(chat.id)}/installation`, { installed: !chat.botInstalled });
  });
  setInterval(tick, 10000);
}

export function showInstallation(chat) {
  byId('installation').textContent = chat.botInstalled ? 'Remove Supervision from this chat' : 'Add Supervision to this chat';
}

function dress() {
  document.documentElement.dataset.theme = theme.value;
  document.documentElement.classList.toggle('phone', phone.checked);
}

function tick() {
  byId('clock-now').textContent = clockText(now());
}
