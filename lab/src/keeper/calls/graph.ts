import { mermaidOf, svgOf } from 'anycast-mec';
import { z } from 'zod';
import { labCall } from '../call';
import { markedPicture } from '../marked-picture';

/** The fleet as a picture, with what is down marked. */
export const graph = labCall({
  name: 'graph',
  input: z.strictObject({ format: z.enum(['svg', 'mermaid']) }),
  run: async (lab, { format }): Promise<string> => {
    const picture = markedPicture(lab);
    return format === 'svg' ? svgOf(picture) : mermaidOf(picture);
  },
});
