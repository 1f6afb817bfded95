import { stringify } from 'yaml';
import { refuseOutputTokens } from './output-token';

/**
 * Writes objects as YAML that readers of YAML 1.1 (kubectl) and 1.2 read alike: what either would take for a number, a boolean or a date
 * stands in quotes. Sites have most of their text in common, so each distinct top-level section is written once and kept.
 */
export class ManifestYaml {
  private readonly written = new Map<string, string>();

  /** A file of several documents. */
  public documents(objects: readonly object[]): string {
    return objects.map((object) => this.document(object)).join('---\n');
  }

  private document(object: object): string {
    return Object.entries(object)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => this.section({ [key]: value as unknown }))
      .join('');
  }

  private section(section: object): string {
    const key = JSON.stringify(section);
    const known = this.written.get(key);
    if (known !== undefined) return known;
    refuseOutputTokens(key);
    const text = stringify(section, { version: '1.1', compat: 'core', aliasDuplicateObjects: false, lineWidth: 0 });
    this.written.set(key, text);
    return text;
  }
}
