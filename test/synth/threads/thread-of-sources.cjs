/** The program of a thread from the sources: what is built may be older than they are. */
require('tsx/cjs');
require('../../../lib/synth/threads/thread.ts');
