/**
 * How many cases a property is asked for: all of them in `make test`, fewer in `make test-quick` where a case costs much.
 *
 * @param all in `make test`
 * @param quick in `make test-quick`
 */
export const draws = (all: number, quick: number): number => (process.env['TEST_QUICK'] ? quick : all);
