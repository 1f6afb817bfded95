import pino from 'pino';

/** Writes JSON lines whose message can be read aloud. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A log on standard output. The level comes from LOG_LEVEL. @default info */
export function makeLog(site: string): Log {
  return pino({ level: process.env['LOG_LEVEL'] ?? 'info', base: { site }, timestamp: pino.stdTimeFunctions.isoTime });
}
