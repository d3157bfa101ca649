// Dialogs of the page: they open at their top, keep the focus, give it back, and ask before what was typed in them is lost.

import { byId } from './dom.js';

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
const origins = new WeakMap();

// isUnsaved: whether somebody typed something in it. Returns the way to close it that asks first.
export function prepareModal(dialog, isUnsaved = () => false) {
  const leave = async () => {
    if (!isUnsaved() || await askToLose('Close without saving?', 'Close without saving')) closeModal(dialog);
  };
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    leave();
  });
  dialog.addEventListener('keydown', event => {
    if (event.key === 'Tab') goRound(dialog, event);
    if (event.key === 'Escape' && !event.defaultPrevented) {
      // Prevented here, as a browser closes a dialog at the second Escape whatever its page says.
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  });
  return leave;
}

// first: what is focused if it can be seen without scrolling; else the dialog's title is.
export function openModal(dialog, first) {
  if (!dialog.open) {
    origins.set(dialog, document.activeElement);
    dialog.showModal();
  }

  dialog.scrollTop = 0;
  const isInSight = first && first.getBoundingClientRect().bottom <= dialog.getBoundingClientRect().bottom;
  (isInSight ? first : dialog.querySelector('h2')).focus({ preventScroll: true });
}

export function closeModal(dialog) {
  if (!dialog.open) return;
  const origin = origins.get(dialog);
  dialog.close();
  if (origin && !origin.isConnected) sameAs(origin)?.focus({ preventScroll: true });
}

// True when somebody says that what they typed may go. Cancel is what Enter and Escape do.
export function askToLose(title, go) {
  const dialog = byId('sure');
  byId('sure-title').textContent = title;
  byId('sure-go').textContent = go;
  openModal(dialog, byId('sure-cancel'));
  return new Promise(answer => {
    const end = value => () => {
      closeModal(dialog);
      answer(value);
    };
    byId('sure-go').onclick = end(true);
    byId('sure-cancel').onclick = sureIsLeft = end(false);
  });
}

let sureIsLeft = () => {};
byId('sure').addEventListener('close', () => sureIsLeft());
prepareModal(byId('sure'));

function goRound(dialog, event) {
  const stops = [...dialog.querySelectorAll(focusable)].filter(stop => stop.checkVisibility());
  const [end, start] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement !== end && (stops.includes(document.activeElement) || !event.shiftKey)) return;
  event.preventDefault();
  start?.focus();
}

// What stands where something stood that was drawn anew.
function sameAs(gone) {
  if (gone.dataset.chatId) return document.querySelector(`[data-chat-id="${CSS.escape(gone.dataset.chatId)}"]`);
  return [...document.querySelectorAll(gone.tagName)].find(candidate => candidate.className === gone.className && candidate.textContent === gone.textContent) ?? byId('chat-title');
}
