// targetWidth on any element, and Layout.Flow: both follow the real width of the card.

const { AdaptiveCard, CardElement, Container, CustomProperty, SerializableObject, Spacing, Versions } = globalThis.AdaptiveCards;

// From this width on, in CSS pixels, a card is no longer of the kind before. Teams names four kinds and publishes no numbers:
// 165, 350 and 768 are what open-source renderers take.
const kinds = [['verynarrow', 0], ['narrow', 165], ['standard', 350], ['wide', 768]];
const keep = name => new CustomProperty(Versions.v1_0, name, (sender, property, source) => source[property.name], () => {});
const targetWidth = keep('targetWidth');
const layouts = keep('layouts');

SerializableObject.onRegisterCustomProperties = (sender, schema) => {
  if (sender instanceof CardElement) schema.add(targetWidth);
  if (sender instanceof Container) schema.add(layouts);
};

// An element that is not for this width is as one that is hidden, to its separators and neighbours too.
const own = Object.getOwnPropertyDescriptor(CardElement.prototype, 'isVisible');
Object.defineProperty(CardElement.prototype, 'isVisible', {
  ...own,
  get() { return own.get.call(this) && this.isForWidth !== false; },
  set(value) {
    own.set.call(this, value);
    this.setValue(CardElement.isVisibleProperty, value);
  },
});

export function fitToWidth(card, width) {
  const kind = kinds.findLastIndex(([, from]) => width >= from);
  for (const root of [card, ...card.getAllActions().map(action => action.card).filter(inner => inner instanceof AdaptiveCard)]) {
    for (const element of everythingIn(root)) {
      element.isForWidth = isFor(element.getValue(targetWidth), kind);
      if (element instanceof Container) flow(element, element.getValue(layouts)?.find(layout => isFor(layout.targetWidth, kind)));
    }
    root.updateLayout();
  }
}

function isFor(target, kind) {
  const [, limit, name] = String(target ?? '').toLowerCase().match(/^(?:(atleast|atmost):)?(\w+)$/) ?? [];
  const wanted = kinds.findIndex(([known]) => known === name);
  if (wanted < 0) return true;
  return limit === 'atleast' ? kind >= wanted : limit === 'atmost' ? kind <= wanted : kind === wanted;
}

function* everythingIn(element) {
  yield element;
  for (let at = 0; at < (element.getItemCount?.() ?? 0); at++) yield* everythingIn(element.getItemAt(at));
}

function flow(container, layout) {
  const place = container.renderedElement;
  if (!place || !container.getValue(layouts)) return;
  const isFlow = layout?.type === 'Layout.Flow';
  const { hostConfig } = container;
  const spacing = name => `${hostConfig.getEffectiveSpacing(Spacing[name ?? 'Default'] ?? Spacing.Default)}px`;
  const side = { center: 'center', right: 'flex-end', bottom: 'flex-end' };
  place.classList.toggle('flow', isFlow);
  place.classList.toggle('fill', isFlow && layout.itemFit?.toLowerCase() !== 'fit');
  place.style.justifyContent = isFlow ? side[layout.horizontalItemsAlignment?.toLowerCase()] ?? 'flex-start' : '';
  place.style.alignItems = isFlow ? side[layout.verticalItemsAlignment?.toLowerCase()] ?? 'flex-start' : '';
  place.style.gap = isFlow ? `${spacing(layout.rowSpacing)} ${spacing(layout.columnSpacing)}` : '';
  for (const [name, value] of Object.entries({ '--item-width': layout?.itemWidth, '--least-width': layout?.minItemWidth, '--most-width': layout?.maxItemWidth })) {
    if (isFlow && value) place.style.setProperty(name, value);
    else place.style.removeProperty(name);
  }
}
