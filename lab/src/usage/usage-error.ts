/** Thrown where somebody asks wrongly, in a command or over the socket of a lab: the exit code of a command is 2. */
export class UsageError extends Error {
  public override readonly name = 'UsageError';
}

/**
 * The error of a name that nothing has, with all names that there are.
 *
 * @param what such as `site`
 * @param name what was asked for
 * @param allowed the names that there are
 * @param where whose names these are, such as `mec-1`. @default - those of the lab
 */
export function unknownName(what: string, name: string, allowed: Iterable<string>, where?: string): UsageError {
  const all = [...allowed].join(', ') || 'none';
  return new UsageError(
    where === undefined
      ? `there is no ${what} '${name}'; there are: ${all}`
      : `${where} has no ${what} '${name}'; it has: ${all}`,
  );
}
