import { tokens, type Session } from '@callbrief/relay/wire/rest';
import type { EnrolmentResult } from '../../src-preload/contract.ts';
import { silentLog, type Log } from '../logging/log.ts';
import { systemClock, type Clock } from '../relay-link/clock.ts';
import { readRelayAddress } from '../relay-link/relay-address.ts';
import { createRelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import { REQUEST_TIMEOUT_MS, requestRelay, type Fetch } from '../relay-link/relay-request.ts';
import { notConnected } from './check-relay.ts';
import { readCode } from './one-time-code.ts';
import type { TokenKeeper } from './token-keeper.ts';

export interface EnrolmentOptions {
  keeper: TokenKeeper;
  platform: string;
  appVersion: string;
  fetch?: Fetch;
  clock?: Clock;
  timeoutMs?: number;
  log?: Log;
}

export interface EnrolmentAsk {
  relayUrl: string;
  code: string;
  deviceName: string;
}

/**
 * Exchanges a one-time code for this computer's tokens and stores them. A code works once, so from the relay's answer on
 * the computer is connected, even when the question after it fails. Throws the disk's error when the tokens cannot be
 * stored: the office must give a new code then.
 * @returns the result for the form, and the session for the rest of the app where it was answered
 */
export async function enrol(
  ask: EnrolmentAsk,
  options: EnrolmentOptions,
): Promise<{ result: EnrolmentResult; session: Session | null }> {
  const { keeper, clock = systemClock, timeoutMs = REQUEST_TIMEOUT_MS, log = silentLog } = options;
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const relayUrl = readRelayAddress(ask.relayUrl);
  if (relayUrl === null) return { result: { result: 'not_an_address' }, session: null };
  const code = readCode(ask.code);
  if (code === null) return { result: { result: 'code_malformed' }, session: null };

  const deviceName = ask.deviceName.trim().slice(0, 100) || 'Computer';
  const body = { code, deviceName, platform: options.platform, appVersion: options.appVersion };
  const url = `${relayUrl}/api/v1/enrolment`;
  try {
    const given = await requestRelay({ fetch, clock, timeoutMs }, { url, method: 'POST', body }, tokens);
    const { deviceId, accessToken, refreshToken } = given;
    keeper.store({
      relayUrl,
      deviceId,
      deviceName,
      enrolledAt: clock.now().toISOString(),
      accessToken,
      refreshToken,
    });
  } catch (problem) {
    if (!(problem instanceof RelayProblem)) throw problem;
    log.warn('enrolment_refused', { problem: problem.code });
    return { result: refusal(problem), session: null };
  }
  const keyStore = keeper.keptIn();
  log.info('enrolled', { deviceId: keeper.current()?.deviceId, keyStore });
  const session = await askSession(createRelayClient({ relayUrl, tokens: keeper, fetch, clock, timeoutMs, log }), log);
  return { result: { result: 'connected', personName: session?.person.name ?? '', keyStore }, session };
}

async function askSession(client: { session(): Promise<Session> }, log: Log): Promise<Session | null> {
  try {
    return await client.session();
  } catch (problem) {
    log.warn('request_failed', { what: 'session', problem: problem instanceof RelayProblem ? problem.code : problem });
    return null;
  }
}

function refusal(problem: RelayProblem): EnrolmentResult {
  if (problem.code === 'code_refused' || problem.code === 'code_expired') return { result: problem.code };
  if (problem.code === 'too_many_requests') return { result: 'too_many_attempts' };
  if (problem.code === 'malformed' || problem.code === 'bad_request') return { result: 'code_malformed' };
  // A relay that is restarting or full: the code is untouched, trying again is right.
  return notConnected(problem) ?? { result: 'not_reachable' };
}
