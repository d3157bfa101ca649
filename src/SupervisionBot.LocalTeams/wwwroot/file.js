// A file that the bot offers, with the answer buttons that Teams puts there, and a file to open.

import { post } from './api.js';
import { element } from './dom.js';

export function offerOf({ name, description, sizeInBytes }, path) {
  const status = element('p', { className: 'card-status', attributes: { role: 'status' }, dataset: { testid: 'file-status' } });
  const answer = (label, allowed, testid) => {
    const button = element('button', { type: 'button', textContent: label, className: allowed ? 'primary' : '', dataset: { testid } });
    button.addEventListener('click', async () => {
      setBusy(true);
      status.textContent = '';
      const outcome = await post(`${path}/file`, { allowed }).catch(() => ({ text: 'LocalTeams could not be reached. Is it still running?' }));
      status.textContent = outcome === null ? 'This message is no longer there.' : outcome.text ?? (allowed ? 'Allowed' : 'Declined');
      setBusy(false);
    });
    return button;
  };
  const buttons = [answer('Allow', true, 'file-allow'), answer('Decline', false, 'file-decline')];
  const setBusy = busy => buttons.forEach(button => { button.disabled = busy; });
  return element(
    'div',
    { className: 'card file', dataset: { testid: 'file-offer' } },
    element('strong', { textContent: name }),
    description ? element('p', { textContent: description }) : null,
    element('p', { className: 'hint', textContent: `${sizeOf(sizeInBytes)}If you allow it, the file is kept in your OneDrive.` }),
    element('div', { className: 'button-row' }, ...buttons),
    status,
  );
}

export function fileOf({ name, type, address }) {
  return element(
    'div',
    { className: 'card file', dataset: { testid: 'file' } },
    element('a', { href: address, download: name, textContent: name, dataset: { testid: 'file-open' } }),
    element('p', { className: 'hint', textContent: `${type ? `${type.toUpperCase()} file in` : 'In'} your OneDrive` }),
  );
}

function sizeOf(bytes) {
  if (bytes === null || bytes === undefined) return '';
  if (bytes < 1000) return `${bytes} bytes. `;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} KB. ` : `${(bytes / 1e6).toFixed(1)} MB. `;
}
