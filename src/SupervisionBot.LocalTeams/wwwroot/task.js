// The dialog that a card button opens: fetched from the bot, sent in to the bot.

import { post } from './api.js';
import { byId, element, toast } from './dom.js';
import { CardView } from './card.js';
import { closeModal, openModal, prepareModal } from './modal.js';

const dialog = byId('task');
const place = dialog.querySelector('.task-card');
let view;

export const hasUnsavedTask = () => dialog.open && view?.hasUnsavedInput === true;

dialog.querySelector('header button').addEventListener('click', prepareModal(dialog, hasUnsavedTask));

const widths = { small: 400, medium: 600, large: 840 };

// Done when the dialog is open, or when the bot has said no.
export async function openTask(path, data, room) {
  const step = async (stepData, submit, card) => {
    if (card) card.busy = true;
    const outcome = await post(`${path}/dialog`, { data: stepData, submit, theme: room.theme() });
    if (card) card.busy = false;
    if (outcome?.kind === 'dialog') {
      draw(outcome.dialog, room, (nextData, nextCard) => step(nextData, true, nextCard));
    } else if (outcome?.kind === 'failed' && card) {
      card.say(outcome.text, true);
    } else {
      closeModal(dialog);
      if (outcome?.text) toast(outcome.text);
    }
  };
  await step(data, false, null);
}

function draw({ title, width, card, url }, room, onSubmit) {
  byId('task-title').textContent = title ?? '';
  dialog.style.setProperty('--task-width', `${widths[width] ?? (Number(width) || widths.medium)}px`);
  place.replaceChildren();
  view = undefined;
  if (card?.content) {
    const shown = view = new CardView(place, {
      ...room,
      sendsSubmit: () => true, // dialogs send Submit only
      onAction: ({ data }) => onSubmit(data, shown),
    });
    view.show(card.content);
  } else {
    place.append(element('p', { textContent: `This dialog is a web page (${url ?? 'no address'}), which LocalTeams does not show.` }));
  }

  openModal(dialog, place.querySelector('input, textarea, select'));
}
