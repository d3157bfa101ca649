// The charts of Teams, drawn by Chart.js. What a chart shows is also said in words to those who do not see it, and no part is told from another by colour alone.

import { element } from '../dom.js';
import { chartColour } from './chartColours.js';
import { TeamsElement, oneOf } from './element.js';

const { Chart: Drawing } = globalThis;
const points = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross'];
const dashes = [[], [6, 4], [2, 3], [10, 3, 2, 3]];

// Each kind says what it shows as [name, number], how tall it is in CSS pixels, and how Chart.js is to draw it.
const kinds = {
  'Chart.Donut': chart => slices(chart, oneOf(chart.thickness, 'Thick', 'Thin') === 'Thin' ? '80%' : '60%'),
  'Chart.Pie': chart => slices(chart, 0),
  'Chart.VerticalBar': chart => bars(chart, 'x'),
  'Chart.HorizontalBar': chart => bars(chart, 'y'),
  'Chart.VerticalBar.Grouped': chart => series(chart, 'bar'),
  'Chart.Line': chart => series(chart, 'line'),
  'Chart.HorizontalBar.Stacked': stacks,
  'Chart.Gauge': gauge,
};

export const chartTypes = Object.keys(kinds);

const drawn = new Map();

// A chart is drawn when its place has a width, and let go when its place has left the page.
const places = new ResizeObserver(entries => {
  for (const { target } of entries) {
    if (!target.isConnected) {
      places.unobserve(target);
      drawn.get(target)?.destroy();
      drawn.delete(target);
    } else if (target.clientWidth > 0 && !drawn.has(target)) {
      drawn.set(target, draw(target));
    }
  }
});

// A canvas does not follow the colours of the page by itself.
new MutationObserver(() => {
  for (const [place, drawing] of drawn) {
    drawing.destroy();
    drawn.set(place, draw(place));
  }
}).observe(document.documentElement, { attributeFilter: ['data-theme'] });

const sources = new WeakMap();

export class Chart extends TeamsElement {
  draw(source) {
    const { numbers, height } = kinds[source.type](source);
    const words = numbers.map(([name, number]) => `${name}: ${number}`).join(', ');
    const title = source.title || 'Chart';
    const place = element('div', { className: 'chart-place', attributes: { role: 'img', 'aria-label': `${title}. ${words || 'No numbers yet'}.` } }, element('canvas'));
    place.style.height = `${height}px`;
    sources.set(place, source);
    places.observe(place);
    const chart = element('div', { className: 'chart' }, source.title && source.showTitle ? element('p', { className: 'chart-title', textContent: source.title, attributes: { 'aria-hidden': 'true' } }) : null, place);
    if (/^\d+px$/.test(source.maxWidth ?? '')) chart.style.maxWidth = source.maxWidth;
    return chart;
  }

  get alignment() {
    return 'stretch';
  }
}

function draw(place) {
  const source = sources.get(place);
  const probe = place.appendChild(element('span', { hidden: true }));
  const colour = css => {
    probe.style.color = css;
    return getComputedStyle(probe).color;
  };
  const ink = { text: colour('var(--text)'), line: colour('var(--border)'), card: colour('var(--card)') };
  const font = { family: getComputedStyle(place).fontFamily, size: 12 };
  // The same part has the same pattern in every theme.
  const fill = (name, index) => patterned(colour(chartColour(name, index, source.colorSet)), ink.card, index);
  const plain = (name, index) => colour(chartColour(name, index, source.colorSet));
  const { type, data, options = {}, plugins = [], legend = true } = kinds[source.type](source).config({ fill, plain, ink, font });
  probe.remove();
  const axis = (title, own = {}) => ({ ticks: { color: ink.text, font, precision: 0 }, grid: { color: ink.line }, title: { display: Boolean(title), text: title, color: ink.text, font }, ...own });
  const hasAxes = type !== 'doughnut';
  return new Drawing(place.querySelector('canvas'), {
    type,
    data,
    plugins,
    options: {
      animation: false,
      maintainAspectRatio: false,
      ...options,
      ...(hasAxes ? { scales: { x: { ...axis(source.xAxisTitle), ...options.scales?.x }, y: { ...axis(source.yAxisTitle), ...options.scales?.y } } } : {}),
      plugins: { legend: { display: legend && source.showLegend !== false, position: 'bottom', labels: { color: ink.text, font, usePointStyle: type === 'line' } } },
    },
  });
}

function slices({ data = [], value, valueColor }, cutout) {
  return {
    numbers: data.map(({ legend, value: number }) => [legend ?? '', Number(number)]),
    height: 240,
    config: ({ fill, plain, ink, font }) => ({
      type: 'doughnut',
      data: {
        labels: data.map(({ legend, value: number }) => `${legend ?? ''}: ${number}`),
        datasets: [coloured({ data: data.map(part => Number(part.value)) }, data.map(({ color }, at) => fill(color, at)), ink)],
      },
      options: { cutout },
      plugins: cutout && value ? [inTheMiddle(() => [[value, 20]], valueColor ? plain(valueColor, 0) : ink.text, font)] : [],
    }),
  };
}

function bars({ data = [], color, displayMode, showBarValues, yMin, yMax }, labelAxis) {
  const valueAxis = labelAxis === 'x' ? 'y' : 'x';
  const mode = oneOf(displayMode, 'AbsoluteWithAxis', 'AbsoluteNoAxis', 'PartToWhole');
  const whole = data.reduce((sum, { y }) => sum + Number(y), 0);
  const hasAxis = labelAxis === 'x' || mode === 'AbsoluteWithAxis';
  return {
    numbers: data.map(({ x, y }) => [x, mode === 'PartToWhole' ? `${y} of ${whole}` : Number(y)]),
    height: labelAxis === 'x' ? 240 : 60 + 32 * data.length,
    config: ({ plain, ink, font }) => ({
      type: 'bar',
      legend: false,
      data: {
        labels: data.map(({ x, y }) => mode === 'PartToWhole' ? `${x}: ${y} of ${whole}` : !hasAxis || showBarValues ? `${x}: ${y}` : String(x)),
        datasets: [coloured({ data: data.map(({ y }) => Number(y)), maxBarThickness: 32 }, data.map(({ color: own }) => plain(own ?? color, 0)), ink)],
      },
      options: {
        indexAxis: labelAxis,
        scales: {
          [valueAxis]: { beginAtZero: true, display: hasAxis, suggestedMin: yMin, suggestedMax: mode === 'PartToWhole' ? whole : yMax },
          [labelAxis]: { grid: { display: false }, ticks: { color: ink.text, font, autoSkip: labelAxis === 'x' } },
        },
      },
    }),
  };
}

function series({ data = [], color, stacked = false, showBarValues, yMin, yMax }, type) {
  const labels = [...new Set(data.flatMap(({ values = [] }) => values.map(({ x }) => String(x))))];
  return {
    numbers: data.flatMap(({ legend, values = [] }) => values.map(({ x, y }) => [`${legend ? `${legend}, ` : ''}${x}`, Number(y)])),
    height: 260,
    config: ({ fill, plain, ink }) => ({
      type,
      legend: data.length > 1,
      data: {
        labels: showBarValues ? labels.map(label => `${label}: ${data.map(({ values = [] }) => values.find(({ x }) => String(x) === label)?.y ?? 0).join(', ')}`) : labels,
        datasets: data.map(({ legend, values = [], color: own }, at) => ({
          label: legend ?? '',
          data: labels.map(label => values.find(({ x }) => String(x) === label)?.y ?? null).map(y => y === null ? null : Number(y)),
          ...(type === 'line'
            ? { borderColor: plain(own ?? color, at), backgroundColor: plain(own ?? color, at), pointStyle: points[at % points.length], pointRadius: 4, borderDash: dashes[at % dashes.length], spanGaps: true }
            : coloured({ maxBarThickness: 32 }, fill(own ?? color, at), ink)),
        })),
      },
      options: { scales: { x: { stacked, grid: { display: false } }, y: { stacked, beginAtZero: true, suggestedMin: yMin, suggestedMax: yMax } } },
    }),
  };
}

function stacks({ data = [], color }) {
  const parts = data.flatMap(({ data: own = [] }) => own);
  const legends = [...new Set(parts.map(({ legend }) => legend ?? ''))];
  return {
    numbers: data.flatMap(({ title, data: own = [] }) => own.map(({ legend, value }) => [`${title}, ${legend ?? ''}`, Number(value)])),
    height: 90 + 36 * data.length,
    config: ({ fill, ink }) => ({
      type: 'bar',
      data: {
        labels: data.map(({ title }) => title ?? ''),
        datasets: legends.map((legend, at) => coloured(
          { label: legend, data: data.map(({ data: own = [] }) => Number(own.find(part => (part.legend ?? '') === legend)?.value ?? 0)), maxBarThickness: 32 },
          fill(parts.find(part => (part.legend ?? '') === legend)?.color ?? color, at),
          ink,
        )),
      },
      options: { indexAxis: 'y', scales: { x: { stacked: true, beginAtZero: true }, y: { stacked: true, grid: { display: false } } } },
    }),
  };
}

function gauge({ value = 0, min = 0, max, segments = [], subLabel, valueFormat, showMinMax = true, showNeedle = true }) {
  const sum = segments.reduce((total, { size }) => total + Number(size ?? 0), 0);
  const most = max ?? (sum > 0 ? min + sum : 100);
  const share = Math.min(1, Math.max(0, (value - min) / (most - min || 1)));
  const shown = oneOf(valueFormat, 'Percentage', 'Fraction') === 'Fraction' ? `${value}/${most}` : `${Math.round(100 * share)}%`;
  const parts = segments.length > 0 ? segments : [{ size: value - min }, { size: most - value, color: 'neutral' }];
  return {
    numbers: [[subLabel ?? 'Value', shown], ...segments.map(({ legend, size }) => [legend ?? 'Part', Number(size ?? 0)])],
    height: 220,
    config: ({ fill, ink, font }) => ({
      type: 'doughnut',
      legend: segments.some(({ legend }) => legend),
      data: {
        labels: parts.map(({ legend, size }) => `${legend ?? ''}: ${size}`),
        datasets: [coloured({ data: parts.map(({ size }) => Number(size ?? 0)) }, parts.map(({ color }, at) => fill(color, at)), ink)],
      },
      options: { rotation: -90, circumference: 180, cutout: '70%' },
      plugins: [
        inTheMiddle(() => [[shown, 20], ...(subLabel ? [[subLabel, 12]] : []), ...(showMinMax ? [[`${min} to ${most}`, 12]] : [])], ink.text, font),
        ...(showNeedle ? [needle(share, ink.text)] : []),
      ],
    }),
  };
}

// The line around parts keeps neighbours apart; nothing changes its colour under the pointer.
const coloured = (dataset, backgroundColor, ink) => ({ ...dataset, backgroundColor, hoverBackgroundColor: backgroundColor, borderColor: ink.text, hoverBorderColor: ink.text, borderWidth: 1 });

function patterned(colour, background, index) {
  if (index % 5 === 0) return colour;
  const tile = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
  const pen = tile.getContext('2d');
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = pen.fillStyle = background;
  pen.lineWidth = 1.5;
  const line = (...ends) => {
    pen.beginPath();
    for (let at = 0; at < ends.length; at += 4) {
      pen.moveTo(ends[at], ends[at + 1]);
      pen.lineTo(ends[at + 2], ends[at + 3]);
    }
    pen.stroke();
  };
  [
    () => line(-2, 2, 2, -2, 0, 8, 8, 0, 6, 10, 10, 6),
    () => pen.fillRect(2, 2, 3, 3),
    () => line(0, 4, 8, 4),
    () => line(4, 0, 4, 8),
  ][index % 5 - 1]();
  return pen.createPattern(tile, 'repeat');
}

const inTheMiddle = (lines, colour, font) => ({
  id: 'inTheMiddle',
  afterDraw(chart) {
    const { ctx: pen } = chart;
    const { x, y } = chart.getDatasetMeta(0).data[0] ?? {};
    if (x === undefined) return;
    const isHalf = chart.options.circumference === 180;
    const written = lines();
    pen.save();
    pen.fillStyle = colour;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    written.forEach(([text, size], at) => {
      pen.font = `${at === 0 ? 600 : 400} ${size}px ${font.family}`;
      pen.fillText(text, x, isHalf ? y - 16 * (written.length - at) + 4 : y + 18 * at - 9 * (written.length - 1));
    });
    pen.restore();
  },
});

const needle = (share, colour) => ({
  id: 'needle',
  afterDraw(chart) {
    const { ctx: pen } = chart;
    const { x, y, innerRadius, outerRadius } = chart.getDatasetMeta(0).data[0] ?? {};
    if (x === undefined) return;
    const angle = Math.PI * (1 + share);
    pen.save();
    pen.strokeStyle = colour;
    pen.lineWidth = 3;
    pen.beginPath();
    pen.moveTo(x + (innerRadius - 6) * Math.cos(angle), y + (innerRadius - 6) * Math.sin(angle));
    pen.lineTo(x + (outerRadius + 4) * Math.cos(angle), y + (outerRadius + 4) * Math.sin(angle));
    pen.stroke();
    pen.restore();
  },
});
