// Who this page is, and the calls it makes as that person.

const parameters = new URLSearchParams(location.search);

export const me = parameters.get('as') ?? sessionStorage.getItem('as') ?? 'sarah';
sessionStorage.setItem('as', me);

// Private views belong to one open page, so its name is new with every load.
const identity = new URLSearchParams({ as: me, client: crypto.randomUUID() });

export const liveAddress = new URL(`api/local/live?${identity}`, document.baseURI);
liveAddress.protocol = liveAddress.protocol.replace('http', 'ws');

export const messagesPath = chatId => `chats/${encodeURIComponent(chatId)}/messages`;

// LocalTeams is not running, or stopped before it had answered.
class Unreachable extends Error {}

// A call that nobody waits for needs no word of its own then: the page says on top that the connection
// is lost, and reads everything again when it is back.
addEventListener('unhandledrejection', event => {
  if (event.reason instanceof Unreachable) event.preventDefault();
});

export const get = path => call(path);

export const post = (path, body) => call(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

// A browser has six connections to one computer for all its tabs. Calls that nobody waits for leave some of them to those that somebody does.
const waiting = [];
let free = 3;

export async function inTheBackground(work) {
  if (free === 0) await new Promise(go => waiting.push(go));
  else free -= 1;
  try {
    return await work();
  } finally {
    if (waiting.length > 0) waiting.shift()();
    else free += 1;
  }
}

// However often it is asked for while it runs, the work is done once more afterwards, not once for each.
export function oneAtATime(work) {
  let running = null;
  let next = null;
  return function run() {
    if (running) return next ??= running.catch(() => {}).then(() => { next = null; return run(); });
    return running = work().finally(() => { running = null; });
  };
}

// Null stands for "not there, or not yours".
async function call(path, request) {
  const unreachable = () => { throw new Unreachable(); };
  const response = await fetch(`api/local/${path}?${identity}`, request).catch(unreachable);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The page was answered with status ${response.status}.`);
  return response.status === 204 ? null : response.json().catch(unreachable);
}
