import { readFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { number, seconds, whole } from './command-values.ts';
import { planDeliveries, type CallScript } from './plan.ts';
import type { PretendUser } from './pretend-call.ts';
import {
  createPretendCompact,
  createPretendRingover,
  createPretendSipgate,
  type PretendProvider,
} from './pretend-provider.ts';
import { runPlan } from './run-plan.ts';
import { summarise } from './summary.ts';

interface RingOptions {
  provider: PretendProvider['name'];
  from: string;
  to: string;
  outbound?: true;
  answerBy?: string;
  after: number;
  hangUpAfter: number;
  miss?: true;
  voicemail?: true;
  calls: number;
  rate: number;
  order: 'true' | 'shuffled';
  repeat: number;
  retryFor: number;
  relay: string;
  publicUrl?: string;
  hookToken?: string;
  tenant: string;
  key?: string;
  privateKey?: string;
  signature: 'v1' | 'v3' | 'both';
}

/** `ring`: lets calls come in over a provider's real signed wire. Ends with 1 when anything was not acknowledged. */
export function ringCommand(print: (text: string) => void): Command {
  return new Command('ring')
    .description('lets one call ring, or thousands, over the signed wire of a provider')
    .addOption(
      new Option('--provider <name>', 'whose wire').choices(['ringover', 'sipgate', 'compact']).default('ringover'),
    )
    .option('--from <number>', 'caller, +E.164 or "anonymous"', number, '+32440271836')
    .option('--to <number>', 'line of the firm, +E.164', number, '+3220002010')
    .option('--outbound', 'the firm calls: --from is its line, --to the other side')
    .option('--answer-by <user>', 'who answers, as id:Firstname:Lastname (22673838:Jonas:Peeters)')
    .option('--after <seconds>', 'seconds of ringing before the answer', seconds, 4)
    .option('--hang-up-after <seconds>', 'seconds of talk, of message, or of ringing in vain', seconds, 20)
    .option('--miss', 'nobody answers')
    .option('--voicemail', 'nobody answers, the caller leaves a message')
    .option('--calls <n>', 'how many calls', whole, 1)
    .option('--rate <n>', 'calls per second', seconds, 1)
    .addOption(new Option('--order <order>', 'of the events of a call').choices(['true', 'shuffled']).default('true'))
    .option('--repeat <n>', 'how often each webhook is sent', whole, 1)
    .option('--retry-for <seconds>', 'go on after 5xx or silence', seconds, 30)
    .option('--relay <url>', 'the relay', 'http://localhost:8000')
    .option('--public-url <url>', 'its public address, where that is not --relay; it is signed')
    .option('--hook-token <token>', 'secret part of the webhook address (ringover, sipgate)')
    .option('--tenant <id>', 'tenant_id in the body (compact)', 'tenant-1')
    .addOption(new Option('--key <key>', 'webhook key (ringover, compact)').env('RINGOVER_WEBHOOK_SECRET'))
    .option('--private-key <file>', 'PEM whose public half the tenant trusts (sipgate)')
    .addOption(new Option('--signature <kind>', 'ringover').choices(['v1', 'v3', 'both']).default('both'))
    .action(async (options: RingOptions, command: Command) => {
      const provider = await providerOf(options, command);
      const plan = planDeliveries({
        calls: options.calls,
        rate: options.rate,
        from: options.from === 'anonymous' ? null : options.from,
        to: options.to,
        direction: options.outbound ? 'outbound' : 'inbound',
        user: userOf(options.answerBy),
        script: scriptOf(options),
        order: options.order,
        repeat: options.repeat,
        startAt: new Date(),
        seed: 'simulate',
      });
      const results = await runPlan(provider, plan, { giveUpAfterMs: options.retryFor * 1000 }, (result) => {
        if (options.calls > 3) return;
        const { planned, acknowledgement } = result;
        print(`${planned.event.moment.padEnd(9)} ${acknowledgement.status} ${acknowledgement.body.slice(0, 160)}`);
      });
      const { text, ok } = summarise(results);
      print(text);
      if (!ok) process.exitCode = 1;
    });
}

function scriptOf(options: RingOptions): CallScript {
  const times = { answerAfterSeconds: options.after, hangUpAfterSeconds: options.hangUpAfter };
  if (options.voicemail) return { end: 'voicemail', ...times };
  if (options.miss) return { end: 'miss', ...times };
  // The compact dialect tells of a call when it is over, so there is no call that only rings.
  if (options.answerBy !== undefined || options.provider === 'compact') return { end: 'answer', ...times };
  return { end: 'ring-only', ...times };
}

async function providerOf(options: RingOptions, command: Command): Promise<PretendProvider> {
  const { relay: relayUrl, tenant: tenantId } = options;
  const need = (value: string | undefined, flag: string): string =>
    value ?? command.error(`error: ${options.provider} needs ${flag}`);
  switch (options.provider) {
    case 'ringover':
      return createPretendRingover({
        relayUrl,
        ...(options.publicUrl === undefined ? {} : { publicBaseUrl: options.publicUrl }),
        hookToken: need(options.hookToken, '--hook-token'),
        key: need(options.key, '--key'),
        signatures: options.signature,
      });
    case 'sipgate':
      return createPretendSipgate({
        relayUrl,
        hookToken: need(options.hookToken, '--hook-token'),
        privateKeyPem: await readFile(need(options.privateKey, '--private-key'), 'utf8'),
      });
    case 'compact':
      return createPretendCompact({ relayUrl, tenantId, key: need(options.key, '--key') });
    default:
      return options.provider satisfies never;
  }
}

function userOf(text: string | undefined): PretendUser | null {
  if (text === undefined) return null;
  const [id = '', firstname = '', lastname = ''] = text.split(':');
  return { id, firstname, lastname, email: `${firstname || id}@firm.example`.toLowerCase() };
}
