import { Due } from './due-wheel';

/** The end of a probe's time. Lighter than an AbortSignal, of which ten thousand a second would cost a tenth of a core. */
export class Deadline extends Due {
  private listener: (() => void) | undefined;
  private isOver = false;

  /** Whether it has passed. */
  public get over(): boolean {
    return this.isOver;
  }

  /** Calls back once when it passes; one listener, undefined takes it away. */
  public listen(listener: (() => void) | undefined): void {
    this.listener = listener;
  }

  /** Lets it pass. */
  public expire(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.listener?.();
  }
}
