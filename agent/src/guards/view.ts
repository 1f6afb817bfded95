/** What another site says of itself: `leaving` also while it only intends to withdraw. */
export type OtherSays = 'serving' | 'announcing' | 'leaving' | 'unknown';

/** The last look at another site, about one VIP. */
export interface SiteLook {
  readonly site: string;
  readonly says: OtherSays;
  /** When the look began, monotonic ms. */
  readonly lookedAt: number;
  /** Whether its agent gets an answer from this site. @default - it does not tell */
  readonly seesUs?: boolean;
}
