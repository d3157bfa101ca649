// What the elements have in common that Teams adds to Adaptive Cards. The renderer keeps members it does not know nowhere, so each keeps its JSON.

const { CardElement, HorizontalAlignment } = globalThis.AdaptiveCards;

export class TeamsElement extends CardElement {
  internalParse(source, context) {
    super.internalParse(source, context);
    this.source = source;
    this.selectAction = source.selectAction && context.parseAction(this, source.selectAction, ['Action.ShowCard'], true);
  }

  getJsonTypeName() {
    return this.constructor.name;
  }

  getAllActions() {
    return this.selectAction ? [this.selectAction] : [];
  }

  internalRender() {
    const drawn = this.draw(this.source);
    if (drawn) drawn.style.alignSelf = { [HorizontalAlignment.Center]: 'center', [HorizontalAlignment.Right]: 'flex-end' }[this.horizontalAlignment] ?? this.alignment;
    return drawn;
  }

  // How an element lies in its container when its card does not say.
  get alignment() {
    return 'flex-start';
  }
}

// A member with one of a few words as its value, however it is written; the first is the default.
export const oneOf = (value, ...words) => words.find(word => word.toLowerCase() === String(value ?? '').toLowerCase()) ?? words[0];

// The class that gives an element its colour by its meaning.
export const tint = name => `tint-${String(name ?? 'default').toLowerCase()}`;
