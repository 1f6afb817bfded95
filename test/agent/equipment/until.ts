/** Waits until something holds; what it throws counts as not yet. @throws Error with the last reason after `ms` */
export async function until<T>(
  what: string,
  look: () => Promise<T | false | undefined> | T | false | undefined,
  ms = 60_000,
): Promise<T> {
  const end = performance.now() + ms;
  let last = 'it does not hold';
  for (;;) {
    try {
      const found = await look();
      if (found !== false && found !== undefined) return found;
    } catch (error) {
      last = (error as Error).message;
    }
    if (performance.now() > end) throw new Error(`after ${ms} ms not yet: ${what} (${last})`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
