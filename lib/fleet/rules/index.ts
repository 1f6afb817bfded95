import type { Rule } from './rule';
import { vipOutsidePools } from './vip-outside-pools';

/** Every rule, by id. */
export const rules: readonly Rule[] = [vipOutsidePools];
