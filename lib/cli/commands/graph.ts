import { writeFileSync } from 'node:fs';
import { Option } from 'commander';
import type { Command } from 'commander';
import { Fleet } from '../../fleet';
import { mermaidOf } from '../../graph/mermaid';
import { pictureOf } from '../../graph/picture';
import { svgOf } from '../../graph/svg';
import { chosenSites } from '../../synth/site-choice';
import type { ExitCode } from '../command';
import { fleetFile } from '../fleet-file';
import type { Terminal } from '../terminal';

interface Options {
  readonly site?: string[];
  readonly format: 'svg' | 'mermaid';
  readonly output?: string;
}

/** `graph`: a picture of the fleet. */
export function declare(command: Command, terminal: Terminal) {
  command
    .argument('[fleet]', 'fleet file, or its folder', '.')
    .option('--site <name...>', 'draw these sites only, with everything in them')
    .addOption(new Option('--format <format>', 'language of the picture').choices(['svg', 'mermaid']).default('svg'))
    .option('-o, --output <file>', 'write it there instead of printing it');
  return async (path: string, { site, format, output }: Options): Promise<ExitCode> => {
    const fleet = Fleet.load(fleetFile(path));
    const sites = chosenSites(fleet, site);
    const picture = pictureOf(fleet, sites ? { sites } : {});
    const text = format === 'svg' ? await svgOf(picture) : mermaidOf(picture);
    if (output === undefined) terminal.out(text.trimEnd());
    else writeFileSync(output, text);
    return 0;
  };
}
