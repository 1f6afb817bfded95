import type { GuestPlan } from './guest-plan';

/** What the owner process of a guest is started with: one JSON argument. */
export interface OwnerRequest {
  /** Folder of the lab on this machine; {@link guestSocket} lies in it. The owner takes it away in the end. */
  readonly folder: string;
  /** Name of the lab. */
  readonly name: string;
  /** Folder for kernels, see `cacheFolder`. */
  readonly cache: string;
  readonly plan: GuestPlan;
  /** Command that must succeed in the guest before it counts as up. */
  readonly begin: readonly string[];
}

/** Name of the socket in the lab's folder by which commands reach the guest. */
export const guestSocket = 'guest.sock';

/** A line that comes back for a command: output, at last the exit code. */
export type AnswerLine =
  { readonly stream: 'out' | 'err'; readonly text: string } | { readonly code: number } | { readonly failed: string };

/** What a command line to the socket asks. */
export type Question = { readonly command: readonly string[] } | { readonly stop: true };
