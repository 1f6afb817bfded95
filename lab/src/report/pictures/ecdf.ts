import { uncensored } from '../../measure/journal';
import { ecdf } from '../../statistics';
import { levelOf, variantOf } from '../rows';
import type { Row } from '../rows';
import { budgetColour, ink, palette, theme, publishedColour, titled, width } from './theme';
import type { Picture } from './theme';

const height = 240;

/**
 * How long it took in how many of the trials: for each border daemon the outage, and dashed the time to the first answer of the next site. With the
 * published figure and the budget.
 *
 * @param rows the same fault with different borders; at least one
 */
export function ecdfPicture(rows: readonly Row[]): Picture {
  const [row] = rows;
  if (!row) throw new Error('a distribution of nothing cannot be drawn');
  const curves = rows.flatMap((entry) => [
    ...curve(entry, `${variantOf(entry.run)}: outage`, variantOf(entry.run), 'outage'),
    ...curve(entry, `${variantOf(entry.run)}: next answer`, variantOf(entry.run), 'next'),
  ]);
  const { published } = row.cell;
  const bands = rows.flatMap(({ cell: { budget }, run }, place) =>
    budget ? [{ to: (budget.outageMs || budget.convergedMs) + budget.delayMs, variant: variantOf(run), place }] : [],
  );
  const reach = Math.max(1, ...curves.map((step) => step.ms), ...bands.map((band) => band.to), published?.meanMs ?? 0) * 1.06;
  // What stands right of the bands needs room.
  const most = Math.max(reach, ...bands.map((band) => band.to * 1.35));
  const names = rows.map((entry) => variantOf(entry.run));
  return {
    ...theme,
    width,
    height,
    title: titled(
      `${row.cell.title}: how long, in which share of the trials`,
      `${levelOf(row.journal)}; n = ${rows.map((entry) => entry.trials.length).join(', ')}`,
    ),
    data: [
      { name: 'steps', values: curves.map((step) => ({ ...step, ms: Math.min(step.ms, most) })) },
      { name: 'bands', values: bands },
      { name: 'published', values: published ? [{ ms: published.meanMs, text: `published ${published.meanMs} ms` }] : [] },
    ],
    scales: [
      { name: 'x', type: 'linear', domain: [0, most], range: 'width' },
      { name: 'y', type: 'linear', domain: [0, 1], range: 'height' },
      { name: 'colour', type: 'ordinal', domain: names, range: palette },
      {
        name: 'dash',
        type: 'ordinal',
        domain: ['outage', 'time to the next answer'],
        range: [
          [1, 0],
          [5, 4],
        ],
      },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title: 'ms after the fault', grid: true, tickCount: 10 },
      { orient: 'left', scale: 'y', title: 'share of trials', format: '.0%', grid: true, tickCount: 5 },
    ],
    legends: [
      { stroke: 'colour', title: 'border', symbolType: 'stroke', symbolStrokeWidth: 3 },
      { strokeDash: 'dash', title: 'what', symbolType: 'stroke', symbolStrokeWidth: 2, symbolStrokeColor: ink },
    ],
    marks: [
      {
        type: 'rect',
        from: { data: 'bands' },
        encode: {
          enter: {
            x: { value: 0 },
            x2: { scale: 'x', field: 'to' },
            y: { value: 0 },
            y2: { value: height },
            fill: { value: budgetColour },
            opacity: { value: 0.45 },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'bands' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'to', offset: 5 },
            y: { signal: `${height} - 6 - 13 * datum.place` },
            align: { value: 'left' },
            fontSize: { value: 10 },
            fill: { value: '#52677A' },
            text: { signal: "'budget ' + datum.variant + ': ' + format(datum.to, '.0f') + ' ms'" },
          },
        },
      },
      {
        type: 'group',
        from: { facet: { name: 'series', data: 'steps', groupby: 'series' } },
        marks: [
          {
            type: 'line',
            from: { data: 'series' },
            encode: {
              enter: {
                x: { scale: 'x', field: 'ms' },
                y: { scale: 'y', field: 'share' },
                interpolate: { value: 'step-after' },
                stroke: { scale: 'colour', field: 'variant' },
                strokeWidth: { signal: "datum.what === 'outage' ? 2.5 : 1.5" },
                strokeDash: { signal: "datum.what === 'outage' ? [1, 0] : [5, 4]" },
              },
            },
          },
        ],
      },
      {
        type: 'rule',
        from: { data: 'published' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'ms' },
            y: { value: 0 },
            y2: { value: height },
            stroke: { value: publishedColour },
            strokeWidth: { value: 1.5 },
            strokeDash: { value: [2, 2] },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'published' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'ms', offset: -5 },
            y: { value: 12 },
            align: { value: 'right' },
            fill: { value: publishedColour },
            fontSize: { value: 11 },
            text: { field: 'text' },
          },
        },
      },
    ],
  };
}

/** The steps of a curve, from 0 on. Censored trials never end it at 100 %. */
function curve({ trials }: Row, series: string, variant: string, what: 'outage' | 'next') {
  const values = trials.map((trial) => uncensored(what === 'outage' ? trial.outageMs : trial.failoverMs));
  if (!values.length) return [];
  const steps = ecdf(values).filter((step) => Number.isFinite(step.value));
  return [{ value: 0, share: 0 }, ...steps].map(({ value, share }) => ({ series, variant, what, ms: value, share }));
}
