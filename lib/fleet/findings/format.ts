import type { Finding } from './finding';

/** `1 error`, `2 errors`. */
function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The value seen, short and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
  const line = text.replace(/\p{Cc}+/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

/** `3 errors, 1 warning`; acknowledged findings are counted apart. */
export function summary(findings: readonly Finding[]): string {
  const open = findings.filter((finding) => finding.acknowledged === undefined);
  const parts = [
    count(open.filter((f) => f.severity === 'error').length, 'error'),
    count(open.filter((f) => f.severity === 'warning').length, 'warning'),
  ];
  const acknowledged = findings.length - open.length;
  return parts.join(', ') + (acknowledged ? `, ${acknowledged} acknowledged` : '');
}

/**
 * All findings as text, errors first: rule, path, value, what is wrong, what is allowed, what to do.
 *
 * @param origin what was read, such as `fleet.yaml`
 */
export function formatFindings(findings: readonly Finding[], origin: string): string {
  const rank = (finding: Finding) => (finding.acknowledged !== undefined ? 2 : finding.severity === 'error' ? 0 : 1);
  const lines = [...findings]
    .sort((a, b) => rank(a) - rank(b))
    .map((finding) => {
      const label = finding.acknowledged !== undefined ? 'known' : finding.severity;
      const head = `  ${label.padEnd(8)} ${finding.rule}   ${finding.path || '(fleet)'}: ${shown(finding.value)}`;
      const body =
        finding.acknowledged !== undefined
          ? [`${finding.message} Acknowledged: ${finding.acknowledged}`]
          : [finding.message, `allowed: ${finding.allowed}`, `remedy:  ${finding.remedy}`];
      return [head, ...body.map((line) => `           ${line}`)].join('\n');
    });
  return [`${origin}: ${summary(findings)}`, ...lines].join('\n');
}
