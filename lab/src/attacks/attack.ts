import type { Attacker } from './attacker';
import type { Defence } from './defences/defence';
import type { Harm } from './harm';
import type { Origin, Scene, SceneKind } from './scene';
import type { Tool } from './tools';

/** An attack, whole: one a file. What is not said of it does not compile. */
export interface Attack {
  readonly name: string;
  /** What the attacker does, in a sentence. */
  readonly summary: string;
  /** Where the attacker may stand. It is tried from each. */
  readonly origins: readonly Origin[];
  /** What is attacked, in words. */
  readonly attacked: string;
  /** What it needs of a fleet. */
  readonly scene: SceneKind;
  /** Harms of which it does one at least where nothing defends. Every harm is measured, and none may be done where the defence is there. */
  readonly harms: readonly Harm[];
  /** What the attacker works with. */
  readonly tool: Tool;
  /** The most that is sent, in words with its unit. */
  readonly rate: string;
  /**
   * What defends: all of it is taken out for the first column. Empty: nothing does today, and both columns are one. `inside`: it is part of a program
   * and cannot be taken out.
   */
  readonly defence: readonly Defence[] | { readonly inside: string };
  /** Routes that the attacker may have taken from it. @default 0 */
  readonly own?: number;
  /** Whether it answers for its site, as the host did that it was: what reaches it is not astray then. @default false */
  readonly isServing?: boolean;
  /**
   * Whether it gives the routing daemons much to compute where nothing defends. They have no real-time priority then: nothing else of the lab would run any more.
   *
   * @default false
   */
  readonly isHeavy?: boolean;
  /**
   * Begins. It goes on until it is ended.
   *
   * @param isDefended whether the defence is there
   * @throws Error if the tool does not start
   */
  begin(scene: Scene, attacker: Attacker, isDefended: boolean): Promise<UnderWay>;
}

/** An attack that goes on. */
export interface UnderWay {
  /** What its tool says of itself, in a few words. */
  said(): string;
  /** Ends it. */
  end(): Promise<void>;
}
