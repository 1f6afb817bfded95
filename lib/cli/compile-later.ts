import { setFlagsFromString } from 'node:v8';

/**
 * How often a function runs, in bytes of its code, before V8 compiles it anew with optimizations (V8's own: 66 KiB). A command lives for
 * seconds, and each of its threads compiles for itself: a third of the processor time of `synth` went into that (perf). Of 2,000 sites with 2
 * borders it took 23.0 s of processor time with this, 28.2 s without (medians of 3 pairs on a machine whose speed varied by 1.4). Set before
 * anything else is loaded.
 */
const bytesBefore = 1_000_000;

setFlagsFromString(`--interrupt-budget=${bytesBefore}`);
