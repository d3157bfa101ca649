// A stretch of code with line numbers.

import { element } from '../dom.js';
import { TeamsElement } from './element.js';

export class CodeBlock extends TeamsElement {
  draw({ codeSnippet, startLineNumber }) {
    const lines = element('ol', { start: startLineNumber ?? 1 }, ...String(codeSnippet ?? '').split('\n').map(line => element('li', {}, element('code', { textContent: line }))));
    return element('div', { className: 'code-block', tabIndex: 0, attributes: { role: 'region', 'aria-label': 'Code' } }, lines);
  }

  get alignment() {
    return 'stretch';
  }
}
