import { readFileSync } from 'node:fs';
import { parseConfiguration } from 'anycast-mec/contract';
import type { AgentConfig } from 'anycast-mec/contract';

/** Between two looks at the file, ms. */
const everyMs = 1000;

/** The configuration file, read again when it changes. A file that is refused changes nothing. */
export class ConfigFile {
  private text: string;
  private readonly timer: NodeJS.Timeout;

  /** @throws ConfigurationError if the file cannot be used at the start */
  public constructor(
    private readonly file: string,
    private readonly onChange: (config: AgentConfig) => void,
    private readonly onRefused: (error: Error) => void,
  ) {
    this.text = readFileSync(file, 'utf8');
    parseConfiguration(this.text, file);
    // Polling sees a ConfigMap's change of symbolic links as well as an editor's rename.
    this.timer = setInterval(() => this.look(), everyMs);
    this.timer.unref();
  }

  public stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      // In the middle of a replacement.
      return;
    }
    if (text === this.text) return;
    this.text = text;
    try {
      this.onChange(parseConfiguration(text, this.file));
    } catch (error) {
      this.onRefused(error as Error);
    }
  }
}
