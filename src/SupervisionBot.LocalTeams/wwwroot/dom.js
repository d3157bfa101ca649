// Making elements. Text always goes in as text, never as markup.

export const byId = id => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const { dataset, attributes, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  Object.assign(made.dataset, dataset);
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  made.append(...children.filter(child => child !== null));
  return made;
}

export function avatar(name, isBot = false) {
  const initials = isBot ? 'S' : name.split(' ').map(part => part[0]).slice(0, 2).join('');
  return element('span', { className: isBot ? 'avatar bot' : 'avatar', textContent: initials, attributes: { 'aria-hidden': 'true' } });
}

let hideToast;
export function toast(text) {
  const place = byId('toast');
  place.textContent = text;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { place.textContent = ''; }, 8000);
}

export function announce(text) {
  byId('announcer').textContent = text;
}

const clockTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const wholeTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'full', timeStyle: 'short' });
const dayOfMonth = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'short' });
const dayOnly = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'short' });

const isToday = (at, now) => dayOnly.format(at) === dayOnly.format(now);

export const shortTime = (at, now) => (isToday(at, now) ? clockTime : dayAndTime).format(at);
export const shortest = (at, now) => (isToday(at, now) ? clockTime : dayOfMonth).format(at);

export const longTime = at => wholeTime.format(at);
export const clockText = at => dayAndTime.format(at);
