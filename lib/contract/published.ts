/** File beside a fleet's with figures that were published of it, for what was measured or computed to stand beside. */
export const publishedFile = 'published.json';
