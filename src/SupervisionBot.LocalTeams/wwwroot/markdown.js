// The part of Markdown that Teams shows: bold, italic, lists and links. HTML is shown as text.

const markdown = globalThis.markdownit('zero', { breaks: true }).enable(['emphasis', 'list', 'link', 'escape', 'newline']);

export const toHtml = text => markdown.render(text);

export function markdownInto(target, text) {
  target.innerHTML = toHtml(text.replace(/<at>(.*?)<\/at>/g, '**$1**'));
  for (const link of target.querySelectorAll('a')) Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' });
}
