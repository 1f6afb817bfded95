import type { KnownOutage } from '../availability';
import type { ExitCode } from './command';
import type { Terminal } from './terminal';

/** The lab is a package of its own: known by name alone, and looked for when it is called. */
const packageName = '@anycast-mec/lab';

/** What the lab does with a command line. */
interface LabCommands {
  runLab(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** What the lab knows of outages: journals and published figures name its experiments. */
interface LabOutages {
  /** What the journals in a folder and below it measured of a fleet. @throws Error if there are none of it, or some cannot be read */
  measuredOutages(folder: string, fleet: string): readonly KnownOutage[];
  /** The figures that stand beside a fleet file. @throws Error that lists everything that is wrong with them */
  publishedOutages(fleetFile: string): readonly KnownOutage[];
}

/** The commands of the lab. @throws Error that says how it is installed */
export function labCommands(): LabCommands {
  return load(packageName) as LabCommands;
}

/** What the lab knows of outages. @throws Error that says how it is installed */
export function labOutages(): LabOutages {
  return load(`${packageName}/availability`) as LabOutages;
}

function load(name: string): unknown {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a package that may be absent
    return require(name) as unknown;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND' && error.message.includes(packageName)))
      throw error;
    throw new Error(`the lab is not installed; remedy: npm install ${packageName} (in a clone: make setup)`, { cause: error });
  }
}
