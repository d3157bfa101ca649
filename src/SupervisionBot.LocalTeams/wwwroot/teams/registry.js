// What a client knows: one of today draws the elements that Teams adds, an old one their fallbacks.

import { Badge } from './badge.js';
import { Chart, chartTypes } from './chart.js';
import { CodeBlock } from './code.js';
import { Component } from './persona.js';
import { CompoundButton } from './compound.js';
import { Icon } from './icon.js';
import { ProgressBar, ProgressRing } from './progress.js';
import { Rating } from './rating.js';

const { CardObjectRegistry, GlobalRegistry, SerializationContext } = globalThis.AdaptiveCards;

const today = new CardObjectRegistry();
GlobalRegistry.populateWithDefaultElements(today);
for (const type of [Badge, CodeBlock, Component, CompoundButton, Icon, ProgressBar, ProgressRing, Rating]) today.register(type.name, type);
for (const type of chartTypes) today.register(type, Chart);

const old = new CardObjectRegistry();
GlobalRegistry.populateWithDefaultElements(old);
for (const newerThan14 of ['Table', 'Carousel']) old.unregister(newerThan14);

export function contextOf(isOldClient) {
  const context = new SerializationContext();
  context.setElementRegistry(isOldClient ? old : today);
  return context;
}
