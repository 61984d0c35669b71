import type { Acknowledgement } from './deliver.ts';
import type { RunResult } from './run-plan.ts';

/** What happened, in a few lines, and what to do when the relay refused. */
export function summarise(results: readonly RunResult[]): { text: string; ok: boolean } {
  const calls = new Set(results.map((result) => result.planned.call.callId)).size;
  const { text, ok } = summariseAcknowledgements(results.map((result) => result.acknowledgement));
  return { text: `${calls} ${calls === 1 ? 'call' : 'calls'}, ${text}`, ok };
}

/** The same without the calls. */
export function summariseAcknowledgements(all: readonly Acknowledgement[]): { text: string; ok: boolean } {
  const ok = all.length > 0 && all.every((one) => one.acknowledged);
  const duplicates = all.filter((one) => one.body.includes('"duplicate"')).length;
  const again = all.reduce((sum, one) => sum + one.tries - 1, 0);
  const took = all.map((one) => one.tookMs).sort((a, b) => a - b);
  const at = (share: number) => (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0).toFixed(1);
  const lines = [
    `${all.length} webhooks: ` +
      `${all.filter((one) => one.acknowledged).length} acknowledged (${duplicates} as repetitions), ${again} sent again`,
    `answered within ${at(0.5)} ms (median), ${at(0.99)} ms (p99)`,
  ];
  const refused = new Map<string, number>();
  for (const one of all.filter((a) => !a.acknowledged)) {
    const words = `${one.status || 'no answer'}: ${hint(one.status)} ${one.status === 0 ? one.body : ''}`.trim();
    refused.set(words, (refused.get(words) ?? 0) + 1);
  }
  for (const [words, times] of refused) lines.push(`${times} × ${words}`);
  return { text: lines.join('\n'), ok };
}

function hint(status: number): string {
  switch (status) {
    case 0:
      return 'Is the relay running there?';
    case 401:
      return 'The key is wrong, or --public-url is not what the relay has as its public address.';
    case 403:
      return 'The key belongs to another tenant.';
    case 404:
      return 'The relay does not know this --hook-token.';
    case 503:
      return 'No key is configured for the tenant, or the relay cannot store.';
    default:
      return 'The relay refused it.';
  }
}
