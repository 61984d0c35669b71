import { join } from 'node:path';
import { Command, Option } from 'commander';
import { language, type Language } from '../src/wire/scalars.ts';
import type { CallerState } from './agent/caller.ts';
import { readDemoConnection, type DemoConnection } from './agent/demo-connection.ts';
import { bridgeSide, ringoverSide, type ProviderSide } from './agent/provider-side.ts';
import { talkWithReceptionist } from './agent/talk-with-receptionist.ts';
import { number, seconds, whole } from './command-values.ts';
import { readPretendTalk } from './phone/pretend-caller.ts';
import { speak, speakOnce } from './sound/speak.ts';

interface AgentOptions {
  language: Language;
  provider: 'ringover' | 'bridge';
  say?: string[];
  from?: string;
  to: string;
  calls: number;
  answer: boolean;
  after: number;
  talk: number;
  relay?: string;
  publicUrl?: string;
  hookToken?: string;
  key?: string;
  streamerToken?: string;
  authToken?: string;
  apiPort?: number;
}

const demoFolder = join(import.meta.dirname, '..', '..', '.data', 'demo');

/** The demo firm's clients, so that each is greeted in their language. */
const callers: Readonly<Record<Language, string>> = {
  en: '+447700900318',
  fr: '+33639981255',
  nl: '+32440271836',
  de: '+491713920042',
};
const SETTLE_MS = 500;

const states: Readonly<Record<CallerState, string>> = {
  ringing: 'it rings',
  receptionist: '(with the receptionist)',
  passed_on: '(a telephone of the firm rings)',
  person: '(a person has answered)',
  over: '(the call is over)',
};

/** `agent`: callers who talk with the AI receptionist, in real time. Ends with 1 when one was not taken. */
export function agentCommand(print: (text: string) => void): Command {
  return new Command('agent')
    .description('a caller talks with the AI receptionist, in real time; finds the running demo (npm start) by itself')
    .addOption(new Option('--language <code>', 'of the caller').choices(language.options).default('en'))
    .addOption(new Option('--provider <name>', 'whose line').choices(['ringover', 'bridge']).default('ringover'))
    .option('--say <line...>', 'what the caller answers, line by line; simulator/talks/<language>.yaml unless said')
    .option('--from <number>', 'caller, +E.164; a client of the demo firm unless said', number)
    .option('--to <number>', 'line of the firm, +E.164', number, '+3220002020')
    .option('--calls <n>', 'how many call at once', whole, 1)
    .option('--after <seconds>', 'a person who is rung answers after', seconds, 4)
    .option('--no-answer', 'a person who is rung does not answer, and the caller comes back')
    .option('--talk <seconds>', 'how long person and caller talk', seconds, 10)
    .option('--relay <url>', 'the relay, unless it is the demo’s')
    .option('--public-url <url>', 'its public address, where that is not --relay; it is signed')
    .option('--hook-token <token>', 'secret part of the webhook address')
    .addOption(new Option('--key <key>', 'webhook key (ringover)').env('RINGOVER_WEBHOOK_SECRET'))
    .addOption(new Option('--streamer-token <token>', 'ringover').env('RINGOVER_STREAMER_AUTH_TOKEN'))
    .addOption(new Option('--auth-token <token>', 'bridge').env('TWILIO_AUTH_TOKEN'))
    .option('--api-port <port>', 'of TWILIO_API_BASE_URL, where the pretend bridge is to listen', whole)
    .action(async (options: AgentOptions, command: Command) => {
      const demo = options.relay === undefined ? readDemoConnection(demoFolder) : null;
      if (options.relay === undefined && demo === null)
        command.error('error: no demo runs here (npm start); or say --relay, and its secrets');
      const provider = await sideOf(options, demo, command);
      try {
        const says = options.say ?? readPretendTalk(options.language).says;
        const all = Array.from({ length: options.calls }, (_, index) => talk(provider, options, says, index, print));
        const ended = await Promise.allSettled(all);
        for (const one of ended) {
          if (one.status === 'fulfilled') continue;
          process.exitCode = 1;
          print(`error: ${one.reason instanceof Error ? hinted(one.reason.message) : String(one.reason)}`);
        }
      } finally {
        await provider.close();
      }
    });
}

async function talk(
  provider: ProviderSide,
  options: AgentOptions,
  says: readonly string[],
  index: number,
  print: (text: string) => void,
): Promise<void> {
  const startMs = performance.now();
  const tell = (text: string) => {
    const passed = Math.round((performance.now() - startMs) / 1_000);
    const clock = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, '0')}`;
    print(`${options.calls > 1 ? `${index + 1}  ` : ''}${clock}  ${text}`);
  };
  const from = counted(options.from ?? callers[options.language], index);
  tell(`${from} calls ${options.to}`);
  const caller = await provider.call({ from, to: options.to, follow: (state) => tell(states[state]) });
  const said = await talkWithReceptionist(
    caller,
    { language: options.language, says },
    { say: speakOnce(speak), told: (line) => tell(`caller: ${line}`) },
  );
  // With a person they talk on; nobody can say how that ends but they.
  for (let waited = 0; caller.state === 'person' && waited < options.talk * 1_000; waited += SETTLE_MS)
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  if (caller.state !== 'over') await caller.hangUp();
  tell(`said ${said} of ${says.length} lines`);
}

/** Each caller has their own number. */
const counted = (from: string, index: number) =>
  index === 0 || from === 'anonymous'
    ? from
    : from.slice(0, -3) + String((Number(from.slice(-3)) + index) % 1_000).padStart(3, '0');

const hinted = (message: string) =>
  message.endsWith('409')
    ? 'the relay does not expect this call: is the receptionist on, and ready? (some seconds after the start)'
    : message.endsWith('401')
      ? 'the relay refused the stream: another --streamer-token?'
      : message;

function sideOf(
  options: AgentOptions,
  demo: DemoConnection | null,
  command: Command,
): ProviderSide | Promise<ProviderSide> {
  const need = (value: string | undefined, flag: string): string =>
    value ?? command.error(`error: ${options.provider} needs ${flag}`);
  const manners = {
    transferAnswerAfterMs: options.after * 1_000,
    transferIsAnswered: options.answer,
    talkMs: options.talk * 1_000,
  };
  const relayUrl = (demo?.relayUrl ?? options.relay ?? '').replace(/\/+$/, '');
  const publicBaseUrl = demo?.publicBaseUrl ?? options.publicUrl ?? relayUrl;
  const hookToken = need(demo?.hookToken ?? options.hookToken, '--hook-token');
  if (options.provider === 'ringover') {
    const key = need(demo?.ringoverKey ?? options.key, '--key');
    const streamerToken = need(demo?.streamerToken ?? options.streamerToken, '--streamer-token');
    return ringoverSide({ relayUrl, publicBaseUrl, hookToken, key, streamerToken, users: demo?.users ?? [], manners });
  }
  return bridgeSide({
    voiceUrl: `${publicBaseUrl}/api/v1/media/voice/${hookToken}`,
    authToken: need(demo?.bridge.authToken ?? options.authToken, '--auth-token'),
    accountSid: demo?.bridge.accountSid ?? 'AC0123456789abcdef0123456789abcdef',
    apiPort: demo?.bridge.apiPort ?? options.apiPort ?? 0,
    manners,
  });
}
