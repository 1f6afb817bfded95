import { milliseconds } from '../../contract/durations';
import type { MaintenanceDescription } from '../../fleet/description/maintenance';

/** When clients are to ask again where nothing is said, s. */
const usualRetryAfterSeconds = 300;

const usualText = 'This service is being worked at. Please try again later.';

/** Where the answers are, for NGINX itself alone: no client can ask for one. */
const pages = '/-/maintenance/';

const files = { text: 'maintenance.txt', json: 'maintenance.json' } as const;

/** Whether clients are answered in place of the service. */
export function isInMaintenance(maintenance: MaintenanceDescription | undefined): maintenance is MaintenanceDescription {
  return maintenance?.active === true;
}

/**
 * The answers, beside the configuration: what people are told is in files of its own, so that no text can be taken for configuration. For
 * programs it is a problem as RFC 9457 has it.
 */
export function maintenanceFiles(maintenance: MaintenanceDescription | undefined): Record<string, string> {
  if (!isInMaintenance(maintenance)) return {};
  const detail = maintenance.text ?? usualText;
  return {
    [files.text]: `${detail}\n`,
    [files.json]: `${JSON.stringify({ title: 'Service Unavailable', status: 503, detail })}\n`,
  };
}

/** What says which form of the answer a client takes. */
export function maintenanceVariables(): string[] {
  return [
    'map $http_accept $maintenance_page {',
    `  "~*application/([a-z.-]+\\+)?json" ${pages}${files.json};`,
    `  default ${pages}${files.text};`,
    '}',
  ];
}

/**
 * What a server answers in place of the service. By way of an error page, as a file is an answer to GET alone, and clients send what they send.
 *
 * @param folder of the answers
 */
export function maintenanceAnswer({ retryAfter }: MaintenanceDescription, folder: string): string[] {
  const seconds = retryAfter === undefined ? usualRetryAfterSeconds : milliseconds(retryAfter) / 1000;
  return [
    'error_page 503 $maintenance_page;',
    'location / { return 503; }',
    `location ${pages} {`,
    '  internal;',
    `  alias ${folder}/;`,
    '  types { text/plain txt; application/problem+json json; }',
    '  charset utf-8;',
    `  add_header Retry-After ${seconds} always;`,
    '  add_header Cache-Control no-store always;',
    '  add_header Vary Accept always;',
    '}',
  ];
}

/**
 * What the health port answers meanwhile: that all is well. The answer to clients is the service for now, and who withdrew the VIP because the
 * pods are gone would take it from them.
 */
export function maintenanceHealth(): string[] {
  return ['location / {', '  default_type text/plain;', '  return 200 "maintenance\\n";', '}'];
}
