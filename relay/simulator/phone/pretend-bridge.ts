import { randomBytes } from 'node:crypto';
import type { PlayoutClock } from '../../src/media/playout/playout-clock.ts';
import { twilioSignature } from '../../src/media/voice-url/twilio-signature.ts';
import { startPretendApi, type PretendApiServer } from '../pretend-api-server.ts';
import { twilioPhone } from './phone-dialect.ts';
import { callRelay, type VirtualPhone } from './virtual-phone.ts';

export interface PretendBridgeOptions {
  /** The firm's voice URL, as the relay is told that it is reached. */
  voiceUrl: string;
  authToken: string;
  accountSid: string;
  clock: PlayoutClock;
  /** As Twilio; false: as sipgate's bridge, which hangs up when a dialled telephone does not answer. */
  returnsCallers: boolean;
  /** The provider tells when a dialled telephone is answered. */
  tellsAnswers?: boolean;
  /** Of its REST API; any that is free unless said. */
  port?: number;
  /** As of a phone. */
  records?: boolean;
}

/** A telephone that the relay had dialled with a caller. */
export interface DialledTelephone {
  readonly to: string;
  /** The addresses in the `<Dial>`. */
  readonly action: string;
  readonly told: string;
  answer(): Promise<void>;
  /** It is over. @param status as in `DialCallStatus`; `completed` after an answer */
  end(status: string): Promise<Response>;
}

export interface BridgedCall {
  readonly callSid: string;
  /** The caller's streams, oldest first. */
  readonly streams: VirtualPhone[];
  readonly dialled: DialledTelephone[];
  /** What the caller hears at the end: `busy`, or the line is cut. Null: the call goes on. */
  readonly over: 'busy' | 'hung_up' | 'failed' | null;
  /** The caller has enough. */
  hangUp(): Promise<void>;
}

export interface PretendBridge {
  readonly api: PretendApiServer;
  /** Asks the voice URL, and does what it is told. */
  call(of: { from: string; to: string; callSid?: string }): Promise<BridgedCall>;
  /** Signed as the provider does. */
  post(url: string, fields: Record<string, string>, signature?: string): Promise<Response>;
}

interface Going extends BridgedCall {
  from: string;
  to: string;
  over: BridgedCall['over'];
}

/**
 * A SIP bridge or Twilio, for tests and demo: the voice URL, streams, and the part of the REST API that passes a call on or
 * ends it.
 */
export async function startPretendBridge(options: PretendBridgeOptions): Promise<PretendBridge> {
  const calls = new Map<string, Going>();
  const basic = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
  const refusal = (message: string) => ({ code: 20_003, message });

  const api = await startPretendApi({
    now: () => new Date(),
    refusal,
    ...(options.port === undefined ? {} : { port: options.port }),
    admit: ({ headers }) =>
      headers.authorization === basic ? null : { status: 401, json: refusal('Authentication failed') },
    routes: [
      {
        operation: 'modify_call',
        method: 'POST',
        path: new RegExp(`^/2010-04-01/Accounts/${options.accountSid}/Calls/(CA\\w+)\\.json$`),
        answer({ body }, callSid = '') {
          const going = calls.get(callSid);
          if (!going || going.over !== null) return { status: 404, json: refusal('Call not found') };
          const form = new URLSearchParams(body);
          if (form.get('Status') === 'completed') finish(going, 'hung_up');
          else void perform(going, form.get('Twiml') ?? '');
          return { status: 200, json: { sid: callSid, status: 'in-progress' } };
        },
      },
    ],
  });

  function post(url: string, fields: Record<string, string>, signature?: string): Promise<Response> {
    const body = new URLSearchParams(fields);
    return fetch(url, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature ?? twilioSignature(options.authToken, url, body) },
      body,
    });
  }

  const ofCall = ({ callSid, from, to }: Going, CallStatus: string) => ({
    CallSid: callSid,
    AccountSid: options.accountSid,
    From: from,
    To: to,
    CallStatus,
    Direction: 'inbound',
    ApiVersion: '2010-04-01',
  });

  function finish(going: Going, over: NonNullable<BridgedCall['over']>): void {
    going.over = over;
    going.streams.at(-1)?.hangUp();
  }

  async function perform(going: Going, xml: string): Promise<void> {
    const stream = attribute(xml, 'Stream', 'url');
    if (stream !== null) {
      const parameters = Object.fromEntries(
        [...xml.matchAll(/<Parameter name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          unescaped(name),
          unescaped(value),
        ]),
      );
      const dialect = twilioPhone('audio/x-mulaw', parameters);
      const { clock, records = true } = options;
      going.streams.push(await callRelay({ url: stream, dialect, clock, records }));
      return;
    }
    const to = /<Number[^>]*>([^<]+)<\/Number>/.exec(xml)?.[1];
    if (to !== undefined) {
      // First the stream, then the telephone: nobody listens to what is said next.
      going.streams.at(-1)?.hangUp();
      going.dialled.push(telephone(going, to, xml));
      return;
    }
    finish(going, xml.includes('<Reject') ? 'busy' : 'hung_up');
  }

  function telephone(going: Going, to: string, xml: string): DialledTelephone {
    const action = attribute(xml, 'Dial', 'action') ?? '';
    const told = attribute(xml, 'Number', 'statusCallback') ?? '';
    const childSid = newSid();
    return {
      to,
      action,
      told,
      async answer() {
        if (options.tellsAnswers === false) return;
        const fields = { CallSid: childSid, ParentCallSid: going.callSid, CallStatus: 'in-progress', To: to };
        await post(told, fields);
      },
      async end(status) {
        const isThere = going.over === null;
        const answer = await post(action, {
          ...ofCall(going, isThere ? 'in-progress' : 'completed'),
          DialCallSid: childSid,
          DialCallStatus: status,
        });
        if (!isThere) return answer;
        if (!options.returnsCallers || !answer.ok) finish(going, answer.ok ? 'hung_up' : 'failed');
        else await perform(going, await answer.clone().text());
        return answer;
      },
    };
  }

  return {
    api,
    post,
    async call({ from, to, callSid = newSid() }) {
      const going: Going = {
        callSid,
        from,
        to,
        streams: [],
        dialled: [],
        over: null,
        async hangUp() {
          going.over = 'hung_up';
          going.streams.at(-1)?.hangUp();
        },
      };
      calls.set(callSid, going);
      const answer = await post(options.voiceUrl, ofCall(going, 'ringing'));
      if (answer.ok) await perform(going, await answer.text());
      else finish(going, 'failed');
      return going;
    },
  };
}

const newSid = () => `CA${randomBytes(16).toString('hex')}`;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '');

function attribute(xml: string, element: string, name: string): string | null {
  const found = new RegExp(`<${element}\\b[^>]*\\b${name}="([^"]*)"`).exec(xml)?.[1];
  return found === undefined ? null : unescaped(found);
}
