import { siteFault } from './site-fault';

/** The application answers with errors. */
export const appError = siteFault({
  name: 'app-error',
  summary: 'the application answers every request with 503',
  endsBfd: false,
});
