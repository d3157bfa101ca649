// Who this page is, and the calls it makes as that person.

const parameters = new URLSearchParams(location.search);

export const me = parameters.get('as') ?? sessionStorage.getItem('as') ?? 'sarah';
sessionStorage.setItem('as', me);

// Private views belong to one open page, so its name is new with every load.
const identity = new URLSearchParams({ as: me, client: crypto.randomUUID() });

export const liveAddress = `api/local/live?${identity}`;

export const messagesPath = chatId => `chats/${encodeURIComponent(chatId)}/messages`;

export async function get(path) {
  return read(await fetch(`api/local/${path}?${identity}`));
}

export async function post(path, body) {
  return read(await fetch(`api/local/${path}?${identity}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }));
}

// Null stands for "not there, or not yours".
async function read(response) {
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The page was answered with status ${response.status}.`);
  return response.status === 204 ? null : response.json();
}
