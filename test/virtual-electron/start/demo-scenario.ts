import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findScenario } from '../../../relay/simulator/scenario/find-scenario.ts';
import { planScenario } from '../../../relay/simulator/scenario/plan-scenario.ts';
import { playScenario } from '../../../relay/simulator/scenario/play-scenario.ts';
import { logOfRingover } from '../../../relay/simulator/life/log-of-ringover.ts';
import { linksOf } from '../../../relay/simulator/sound/pretend-recordings.ts';
import { createSign } from '../../../relay/simulator/told/wires.ts';
import type { DemoRelay } from './demo-relay.ts';

/** Between the end of the scenario and its next beginning. */
const BETWEEN_MS = 20_000;

export interface DemoScenario {
  /** Plays it over and over; ends when the signal is aborted. */
  play(
    relay: Pick<DemoRelay, 'wires' | 'ringover' | 'recordings'>,
    signal: AbortSignal,
    say: (line: string) => void,
  ): Promise<void>;
}

/**
 * The scenario that `npm start` was asked for. Read before anything is built, so that a mistyped name is told at once.
 * @returns null when none was asked for
 * @throws ScenarioError
 */
export async function demoScenario(words: string[]): Promise<DemoScenario | null> {
  const options = { scenario: { type: 'string' }, speed: { type: 'string', default: '1' } } as const;
  const { values } = parseArgs({ args: words, options, strict: false });
  if (typeof values.scenario !== 'string') return null;
  const scenario = await findScenario(values.scenario);
  const speed = Number(values.speed);
  if (!(speed > 0 && speed <= 1_000)) throw new Error(`--speed ${String(values.speed)}: not a number above 0`);

  return {
    async play(relay, signal, say) {
      const sign = createSign(relay.wires);
      while (!signal.aborted) {
        say(scenario.title);
        const plan = planScenario(scenario, {
          startAt: new Date(),
          speed,
          linkOf: await linksOf(scenario.steps, relay.recordings),
        });
        try {
          await playScenario(plan, {
            sign,
            pace: 'live',
            giveUpAfterMs: 5_000,
            signal,
            async heal({ life }) {
              logOfRingover(life, relay.ringover.calls);
              say('  The provider’s own log knows of it; an admin can compare with it in the app');
            },
            onResult: ({ told, acknowledgement }) => say(`  ${told.event}: ${acknowledgement.status}`),
          });
          await pause(BETWEEN_MS, undefined, { signal });
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      }
    },
  };
}
