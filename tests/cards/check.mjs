// Answers one JSON line for each JSON line on stdin, with the official Adaptive Cards libraries:
//   {"op":"expand","template":…,"data":…} -> {"result":…}        what adaptivecards-templating makes of it
//   {"op":"parse","card":…}               -> {"events":[…]}      what the adaptivecards parser and validator complain about
//   {"op":"markdown","text":…}            -> {"html":…}          what CommonMark makes of it
//   {"op":"render","card":…}              -> {"text":…,"inputs":{…}}  what the adaptivecards renderer shows of it, and what its inputs would send
// A request that makes a library throw is answered {"error":"…"}.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
// The libraries may log; stdout carries answers only.
console.log = console.info = console.warn = console.error;
// The renderer wants the document of a browser; innerText, which it sets, is all that this one lacks.
const { window } = require('linkedom').parseHTML('<html><body></body></html>');
Object.defineProperty(window.HTMLElement.prototype, 'innerText', { set(text) { this.textContent = text; } });
for (const name of ['HTMLElement', 'HTMLInputElement', 'HTMLTextAreaElement', 'HTMLSelectElement', 'HTMLButtonElement', 'HTMLAnchorElement']) globalThis[name] = window[name];
Object.assign(globalThis, { window, document: window.document });
// The ES modules of this package import a folder, which Node refuses; its bundle loads.
const { AdaptiveCard, CardElement, SerializationContext, ValidationEvent } = require('adaptivecards/dist/adaptivecards.js');
const { Template } = require('adaptivecards-templating');
const markdown = require('markdown-it')();

const operations = {
  expand: ({ template, data }) => ({ result: new Template(template).expand({ $root: data }) }),
  parse: ({ card }) => ({ events: complaints(card) }),
  markdown: ({ text }) => ({ html: markdown.render(text) }),
  render: ({ card }) => render(card),
};

function render(json) {
  const card = new AdaptiveCard();
  card.parse(json);
  const text = card.render().textContent;
  return { text, inputs: Object.fromEntries(card.getAllInputs().map(input => [input.id, input.value])) };
}

function complaints(json) {
  const context = new SerializationContext();
  // This expression is global: it goes on where its last match ended, and so would refuse the language of every second card.
  CardElement.langProperty.regEx.lastIndex = 0;
  const card = new AdaptiveCard();
  card.parse(json, context);
  const parsing = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i));
  return [...parsing, ...card.validateProperties().validationEvents]
    .filter(event => !isKnownToTeamsOnly(event, json))
    .map(event => `${ValidationEvent[event.event]}: ${event.message}${event.source?.id ? ` (${event.source.id})` : ''}`);
}

// Let through, because Teams knows more than this parser:
// - an element or action type it does not know, as long as each one in the card has a fallback;
// - more than five actions in a row, or in the menu beside it (mode: secondary);
// - a choice set without choices that fetches them by a Data.Query (the people picker).
// Properties it does not know (msteams, targetWidth, …) it passes over by itself.
function isKnownToTeamsOnly(event, json) {
  switch (event.event) {
    case ValidationEvent.UnknownElementType:
    case ValidationEvent.UnknownActionType: {
      const type = /"(.+?)"/.exec(event.message)?.[1];
      return objects(json).filter(o => o.type === type).every(o => o.fallback);
    }
    // It allows five where Teams shows six, and counts what is meant for the menu; how many buttons a card shows is a rule of our own.
    case ValidationEvent.TooManyActions:
      return true;
    case ValidationEvent.CollectionCantBeEmpty:
      return event.source?.getJsonTypeName() === 'Input.ChoiceSet'
        && objects(json).some(o => o.id === event.source.id && o['choices.data']?.type === 'Data.Query');
    default:
      return false;
  }
}

function objects(value) {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objects);
  return Array.isArray(value) ? inner : [value, ...inner];
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = operations[request.op](request);
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
