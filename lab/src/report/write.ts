import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw } from './draw';
import { reportHtml, sectionsOf } from './html';
import type { LevelSection } from './html';
import { faultGroups, latencyPictures, picturesOf } from './pictures';
import { readRuns } from './runs';
import { terminalTables } from './table';

/** What a report consists of. */
export interface Report {
  /** The tables, for a terminal. */
  readonly tables: string;
  /** Path of the HTML file. */
  readonly html: string;
  /** Paths of the pictures. */
  readonly pictures: readonly string[];
}

/**
 * Reads all runs below a folder and writes `report.html` and the folder `pictures` into it.
 *
 * @throws Error if there are no runs, or some cannot be read
 */
export async function writeReport(folder: string): Promise<Report> {
  const runs = readRuns(folder);
  const sections: LevelSection[] = [];
  const written: string[] = [];
  for (const [place, section] of sectionsOf(runs).entries()) {
    const specifications = { ...latencyPictures(section.runs) };
    for (const group of faultGroups(section.runs)) Object.assign(specifications, await picturesOf(group));
    const pictures = await draw(specifications);
    const to = join(folder, 'pictures', ...(place ? [`${section.runs[0]?.journal.level ?? ''}-${place + 1}`] : []));
    mkdirSync(to, { recursive: true });
    for (const [name, svg] of Object.entries(pictures)) {
      writeFileSync(join(to, `${name}.svg`), svg);
      written.push(join(to, `${name}.svg`));
    }
    sections.push({ ...section, pictures });
  }
  const html = join(folder, 'report.html');
  writeFileSync(`${html}.new`, reportHtml(sections, new Date().toISOString().replace(/\.\d+Z$/, 'Z')));
  renameSync(`${html}.new`, html);
  return { tables: terminalTables(runs), html, pictures: written };
}
