import { setTimeout as wait } from 'node:timers/promises';
import type { PlayoutClock } from '../../relay/src/media/playout/playout-clock.ts';
import { language, type Language } from '../../relay/src/wire/scalars.ts';
import { readPretendTalk, talkAsCaller } from '../../relay/simulator/phone/pretend-caller.ts';
import { startPretendBridge } from '../../relay/simulator/phone/pretend-bridge.ts';
import { ringoverPhone } from '../../relay/simulator/phone/phone-dialect.ts';
import { callRelay, type VirtualPhone } from '../../relay/simulator/phone/virtual-phone.ts';
import { newPretendCall, type PretendCall } from '../../relay/simulator/pretend-call.ts';
import { createPretendRingover } from '../../relay/simulator/pretend-provider.ts';
import { speakOnce } from '../../relay/simulator/sound/speak.ts';
import { createBeat, createHistogram } from './off-beat.ts';

/** Where the relay is, as `agent-process.ts` says it. */
export interface AgentRelayFacts {
  relayUrl: string;
  publicBaseUrl: string;
  hookToken: string;
  key: string;
  mediaPort: number;
}

export const STREAMER = 'streamer-secret-of-the-bench';
export const BRIDGE = { authToken: 'bridge-token', accountSid: 'AC0123456789abcdef0123456789abcdef' };
const LINE = '+3225550100';

/** Four languages, and of each every second caller over the SIP bridge, the others over Ringover. */
export const languageOf = (slot: number): Language => language.options[slot % language.options.length] ?? 'en';
const isBridged = (slot: number) => Math.floor(slot / language.options.length) % 2 === 1;
export const numberOf = (slot: number) => `+3247${String(1_000_000 + slot)}`;

/** They come one after the other (ms between two). */
const BETWEEN_CALLS_MS = 100;
/** Who was not taken tries again after this (ms). */
const REDIAL_MS = 3_000;
/** Ringover's streamer comes a moment after it rings; the relay expects it only then (ms). */
const STREAMER_MS = 200;
const STREAMER_TIMES = 5;

export interface Callers {
  /** All of them call, and call again when their talk is over. @returns when each has called once */
  begin(slots: number): Promise<void>;
  /** What was counted so far is forgotten. */
  clear(): void;
  take(): CallersMeasured;
  /** They all hang up. */
  stop(): Promise<void>;
}

export interface CallersMeasured {
  /** By how much frames came off their 20 ms (see `seriesOf`). */
  off: readonly number[];
  frames: number;
  /** Silences of 20 to 300 ms within speech, because nothing had come. */
  gaps: number;
  completed: number;
  brokenOff: number;
  refused: number;
  talking: number;
}

/** Telephones in this process, and the two providers between them and a relay. */
export async function openCallers(clock: PlayoutClock) {
  const options = { voiceUrl: '', ...BRIDGE, clock, returnsCallers: true, tellsAnswers: true, records: false };
  const bridge = await startPretendBridge(options);
  const say = speakOnce();
  const talks = new Map(language.options.map((one) => [one, readPretendTalk(one)] as const));
  for (const talk of talks.values()) for (const line of talk.says) await say(line, talk.language);

  function callsTo(relay: AgentRelayFacts): Callers {
    options.voiceUrl = `${relay.publicBaseUrl}/api/v1/media/voice/${relay.hookToken}`;
    const ringover = createPretendRingover(relay);
    const off = createHistogram();
    const counts = { frames: 0, gaps: 0, completed: 0, brokenOff: 0, refused: 0 };
    const phones = new Set<VirtualPhone>();
    const going: Promise<void>[] = [];
    const over = new AbortController();
    const isOver = () => over.signal.aborted;

    async function tell(call: PretendCall, moment: 'ringing' | 'hangup'): Promise<void> {
      const at = new Date();
      const signed = ringover.sign(call, { moment, at, answeredAt: call.startedAt, attempt: 1 });
      if (signed) await fetch(signed.url, { method: 'POST', headers: signed.headers, body: signed.body });
    }

    /** @returns null: nobody takes it */
    async function overRingover(slot: number): Promise<{ phone: VirtualPhone; over: () => Promise<void> } | null> {
      const call = newPretendCall({ from: numberOf(slot), to: LINE });
      await tell(call, 'ringing');
      for (let time = 0; time < STREAMER_TIMES && !isOver(); time += 1) {
        await wait(STREAMER_MS);
        const dialect = ringoverPhone(8_000, { call_id: call.callId });
        const url = `ws://127.0.0.1:${relay.mediaPort}/ws/ringover/${STREAMER}`;
        const phone = await callRelay({ url, dialect, clock, records: false }).catch(() => null);
        // One that it does not expect is closed at its first sound.
        const isTaken = phone !== null && (await Promise.race([phone.closed.then(() => false), wait(500, true)]));
        if (isTaken) return { phone, over: () => tell(call, 'hangup') };
      }
      await tell(call, 'hangup');
      return null;
    }

    async function overBridge(slot: number): Promise<{ phone: VirtualPhone; over: () => Promise<void> } | null> {
      const call = await bridge.call({ from: numberOf(slot), to: LINE });
      const [phone] = call.streams;
      return phone === undefined ? null : { phone, over: () => call.hangUp() };
    }

    async function keepCalling(slot: number): Promise<void> {
      const talk = talks.get(languageOf(slot));
      if (!talk) return;
      for (let time = 0; !isOver(); time += 1) {
        const call = await (isBridged(slot) ? overBridge(slot) : overRingover(slot)).catch(() => null);
        if (call === null) {
          counts.refused += 1;
          await wait(REDIAL_MS);
          continue;
        }
        const { phone } = call;
        watch(phone);
        phones.add(phone);
        // It was being dialled when all hung up: nobody else ends it.
        if (isOver()) phone.hangUp();
        // The first talks end at different times, so that later as many begin as end.
        const says = time === 0 ? talk.says.slice(0, 1 + (slot % talk.says.length)) : talk.says;
        const said = await talkAsCaller(phone, { ...talk, says }, { say });
        const isWhole = says.length === talk.says.length;
        if (isWhole && !isOver()) {
          await Promise.race([phone.closed, wait(20_000)]);
          if (said === says.length) counts.completed += 1;
          else counts.brokenOff += 1;
        }
        phone.hangUp();
        phones.delete(phone);
        // A provider tries again; here the relay's end of the call is enough.
        await call.over().catch(() => undefined);
      }
    }

    function watch({ heard }: VirtualPhone): void {
      const beat = createBeat((ms) => off.add(ms));
      let playedUntilMs = Number.NEGATIVE_INFINITY;
      const { arrivals } = heard;
      // As they come: what is kept of a call is gone with it.
      arrivals.push = (...more) => {
        for (const { atMs, samples } of more) {
          beat(atMs);
          counts.frames += 1;
          const missingMs = atMs - playedUntilMs;
          if (missingMs >= 20 && missingMs <= 300) counts.gaps += 1;
          playedUntilMs = Math.max(playedUntilMs, atMs) + samples / 8;
        }
        return Array.prototype.push.apply(arrivals, more);
      };
    }

    return {
      async begin(slots) {
        for (let slot = 0; slot < slots; slot += 1) {
          going.push(keepCalling(slot));
          await wait(BETWEEN_CALLS_MS);
        }
      },
      clear() {
        off.clear();
        for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] = 0;
      },
      take: () => ({ off: [...off.counts], ...counts, talking: phones.size }),
      async stop() {
        over.abort();
        for (const phone of phones) phone.hangUp();
        await Promise.all(going);
      },
    };
  }

  return { apiOrigin: bridge.api.origin, callsTo, close: () => bridge.api.close() };
}
