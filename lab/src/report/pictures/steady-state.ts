import { levelOf } from '../rows';
import type { Run } from '../runs';
import { ink, palette, theme, publishedColour, titled, width } from './theme';
import type { Picture } from './theme';

const rowHeight = 18;

/** Latency of every site from every client network: measured, what the Fleet predicts, and what was published. */
export function steadyStatePicture({ journal }: Run): Picture {
  const rows = journal.latencies.map((row) => ({
    pair: `${row.client} to ${row.site}`,
    stream: row.stream,
    median: row.medianMs,
    low: row.minMs,
    high: row.maxMs,
    predicted: row.predictedMs,
    published: row.published?.medianMs ?? null,
  }));
  const pairs = [...new Set(rows.map((row) => row.pair))];
  const streams = [...new Set(rows.map((row) => row.stream))];
  const height = pairs.length * rowHeight;
  const most = Math.max(5, ...rows.map((row) => Math.max(row.median, row.predicted, row.published ?? 0))) * 1.08;
  const at = (field: string) => ({ x: { scale: 'x', field }, y: { scale: 'y', field: 'pair', band: 0.5 } });
  return {
    ...theme,
    width,
    height,
    title: titled('Latency in the steady state: median of each client network and site', levelOf(journal)),
    data: [
      { name: 'rows', values: rows },
      { name: 'predicted', values: rows.filter((row) => row.stream === streams[0]) },
      { name: 'published', values: rows.filter((row) => row.published !== null && row.stream === streams.at(-1)) },
    ],
    scales: [
      { name: 'x', type: 'linear', domain: [0, most], range: 'width' },
      { name: 'y', type: 'band', domain: pairs, range: 'height' },
      {
        name: 'colour',
        type: 'ordinal',
        domain: [...streams, 'predicted', 'published (median)'],
        range: [palette[0], palette[1], ink, publishedColour],
      },
      {
        name: 'shape',
        type: 'ordinal',
        domain: [...streams, 'predicted', 'published (median)'],
        range: ['circle', 'circle', 'stroke', 'diamond'],
      },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title: 'ms, both ways', grid: true, tickCount: 12 },
      { orient: 'left', scale: 'y', domain: false, ticks: false, grid: true, labelLimit: 260, labelPadding: 10 },
    ],
    legends: [{ stroke: 'colour', fill: 'colour', shape: 'shape' }],
    marks: [
      {
        type: 'symbol',
        from: { data: 'predicted' },
        encode: {
          enter: {
            ...at('predicted'),
            shape: { value: 'M0,-1L0,1' },
            size: { value: 60 },
            stroke: { value: ink },
            strokeWidth: { value: 2 },
          },
        },
      },
      {
        type: 'symbol',
        from: { data: 'rows' },
        encode: {
          enter: { ...at('median'), size: { value: 40 }, fill: { scale: 'colour', field: 'stream' }, opacity: { value: 0.75 } },
        },
      },
      {
        type: 'symbol',
        from: { data: 'published' },
        encode: {
          enter: { ...at('published'), shape: { value: 'diamond' }, size: { value: 70 }, fill: { value: publishedColour } },
        },
      },
    ],
  };
}
