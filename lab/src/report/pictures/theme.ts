/** A Vega specification. Vega's own type belongs to a module of another kind than ours and says no more that matters here. */
export type Picture = Readonly<Record<string, unknown>>;

/** Width of every picture, px. */
export const width = 860;

/** Colours of series and sites that people with any colour vision tell apart (Okabe and Ito). */
export const palette = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#8B6F47'] as const;

/** Colour of what is lost. */
export const lostColour = '#B00020';

/** Colour of what the budget allows. */
export const budgetColour = '#D9E3EC';

/** Colour of what was published. */
export const publishedColour = '#6A3D9A';

/** Colour of text and lines. */
export const ink = '#222';

/** What all pictures have in common. */
export const theme: Picture = {
  $schema: 'https://vega.github.io/schema/vega/v6.json',
  background: 'white',
  padding: { left: 8, right: 16, top: 8, bottom: 8 },
  autosize: { type: 'pad', resize: false },
  config: {
    font: 'DejaVu Sans, Helvetica, Arial, sans-serif',
    axis: {
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: 'normal',
      gridColor: '#E6E6E6',
      domainColor: '#888',
      tickColor: '#888',
      labelColor: ink,
      titleColor: ink,
    },
    legend: {
      labelFontSize: 11,
      titleFontSize: 11,
      titleFontWeight: 'normal',
      symbolType: 'square',
      labelLimit: 400,
      labelColor: ink,
      titleColor: ink,
    },
    title: {
      fontSize: 13,
      subtitleFontSize: 11,
      anchor: 'start',
      color: ink,
      subtitleColor: '#555',
      subtitlePadding: 4,
      offset: 10,
    },
  },
};

/** Title of a picture; the level stands in every one. */
export function titled(text: string, level: string): Picture {
  return { text, subtitle: level };
}
