import type { Dialect } from '../model';

/**
 * Time that a daemon holds a change before it decides, ms. FRR: the fixed 50 ms of its process queue
 * (`bgp_route.c`, `spec.hold`), the same in 8.4 to 10.7. BIRD: none; 1 ms stands for its own work.
 */
export const decisionMs: Readonly<Record<Dialect, number>> = { frr: 50, bird: 1 };

/** Time from the decision to the kernel's table, ms. FRR: zebra's queue of 10 ms (`ZEBRA_RIB_PROCESS_HOLD_TIME`). */
export const installMs: Readonly<Record<Dialect, number>> = { frr: 10, bird: 1 };

/** Time from the label of a Service to MetalLB's UPDATE on the wire in native mode, ms: measured 7 ms with a real API server. */
export const speakerMs = 7;

/** Time that the FRR modes need to reload a withdrawal after their debounce, ms: measured 500 to 950 ms; the longest counts. */
export const reloadMs = 950;
