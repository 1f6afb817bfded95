import type { Trial } from '../../measure/journal';
import { failureClasses, samplesOf } from '../../probes';
import type { StreamSamples } from '../../probes';
import { levelOf, variantOf } from '../rows';
import type { Row } from '../rows';
import { ink, lostColour, palette, theme, titled, width } from './theme';
import type { Picture } from './theme';

const plotHeight = 200;
const stripGap = 14;
const stripHeight = 16;

/** Latency as a client sees it over one trial, coloured by the site that serves; below, what failed and how. */
export function latencyPicture({ cell, journal, run }: Row, trial: Trial, stream: StreamSamples, injectNs: bigint): Picture {
  const shift = Number(BigInt(stream.originNs) - injectNs) / 1e6;
  const samples = samplesOf(stream).map((sample) => ({
    at: (sample.dueMs + shift) / 1000,
    latency: sample.answeredMs === undefined ? undefined : sample.answeredMs - sample.dueMs,
    site: sample.server?.site ?? 'unknown',
    failure: sample.failure,
  }));
  const answered = samples.filter(
    (sample) => sample.latency !== undefined && (sample.failure === undefined || sample.failure === 'limited'),
  );
  const failed = samples.filter((sample) => sample.failure !== undefined && sample.failure !== 'limited');
  const classes = failureClasses.filter((name) => failed.some((sample) => sample.failure === name));
  const strips = classes.length ? classes : ['no failure'];
  const sites = [...new Set(answered.map((sample) => sample.site))];
  const times = samples.map((sample) => sample.at);
  const stripTop = plotHeight + stripGap;
  const height = stripTop + strips.length * stripHeight;
  const marks = [
    { at: 0, text: 'fault' },
    { at: trial.healMs / 1000, text: 'healed' },
  ];
  return {
    ...theme,
    width,
    height,
    title: titled(`${cell.title}: latency of ${stream.stream} in trial ${trial.number}, ${variantOf(run)}`, levelOf(journal)),
    data: [
      { name: 'answered', values: answered },
      { name: 'failed', values: failed },
      { name: 'marks', values: marks },
    ],
    scales: [
      { name: 'x', type: 'linear', domain: [Math.min(0, ...times), Math.max(1, ...times)], range: 'width', nice: false },
      {
        name: 'y',
        type: 'linear',
        domain: [0, Math.max(5, 1.08 * Math.max(0, ...answered.map((sample) => sample.latency ?? 0)))],
        range: [plotHeight, 0],
      },
      { name: 'strip', type: 'band', domain: strips, range: [stripTop, height], padding: 0.2 },
      { name: 'colour', type: 'ordinal', domain: sites, range: palette },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title: 's after the fault', grid: true, tickCount: 12 },
      { orient: 'left', scale: 'y', title: 'ms', grid: true, tickCount: 5 },
      { orient: 'left', scale: 'strip', domain: false, ticks: false },
    ],
    legends: [{ fill: 'colour', title: 'answered by', symbolType: 'circle' }],
    marks: [
      {
        type: 'rule',
        from: { data: 'marks' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'at' },
            y: { value: 0 },
            y2: { value: height },
            stroke: { value: ink },
            strokeDash: { value: [3, 3] },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'marks' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'at', offset: 4 },
            y: { value: 10 },
            fontSize: { value: 10 },
            text: { field: 'text' },
          },
        },
      },
      {
        type: 'symbol',
        from: { data: 'answered' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'at' },
            y: { scale: 'y', field: 'latency' },
            size: { value: 12 },
            fill: { scale: 'colour', field: 'site' },
            opacity: { value: 0.8 },
          },
        },
      },
      {
        type: 'rule',
        from: { data: 'failed' },
        encode: {
          enter: {
            x: { scale: 'x', field: 'at' },
            y: { scale: 'strip', field: 'failure' },
            y2: { scale: 'strip', field: 'failure', band: 1 },
            stroke: { value: lostColour },
            strokeWidth: { value: 1.2 },
          },
        },
      },
    ],
  };
}
