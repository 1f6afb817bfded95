import type { Command } from 'commander';
import { faultOf } from '../../faults';
import type { ExitCode } from '../command';
import { measure, withMeasuring } from '../measuring';
import type { MeasuringOptions } from '../measuring';
import type { Terminal } from '../terminal';

interface Options extends MeasuringOptions {
  readonly client?: string;
  readonly service?: string;
  readonly expect?: string;
}

/** `measure`: repeats any fault, and measures what clients see of it. */
export function declare(command: Command, terminal: Terminal) {
  withMeasuring(command)
    .argument('<verb>', "what happens: see 'lab fault --help'")
    .argument('<target>', 'what it happens to')
    .argument('[options...]', 'what more the verb takes, such as 20%')
    .option('--client <network>', 'client that asks, such as mec-1/ran; default one whom the site that is hit answers')
    .option('--service <name>', "service that it asks; default the one that the fault hits alone, else the lab's own")
    .option(
      '--expect <who>',
      'who answers while the fault is there: a site, same or nobody; default the next site that the Fleet predicts',
    );
  return (verb: string, target: string, words: string[], options: Options): Promise<ExitCode> => {
    faultOf(verb);
    const { client, service, expect } = options;
    const what = {
      verb,
      target,
      options: words,
      ...(client === undefined ? {} : { client }),
      ...(service === undefined ? {} : { service }),
      ...(expect === undefined ? {} : { expect }),
    };
    const further = [
      ...(client === undefined ? [] : [`--client ${client}`]),
      ...(service === undefined ? [] : [`--service ${service}`]),
      ...(expect === undefined ? [] : [`--expect ${expect}`]),
    ];
    const called = ['anycast-mec lab measure', verb, target, ...words, ...further];
    return measure([{ what, folder: `measure-${verb}` }], called.join(' '), options, terminal);
  };
}
