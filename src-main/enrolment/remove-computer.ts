import type { History } from '../history/history.ts';
import { silentLog, type Log } from '../logging/log.ts';
import type { RelayClient } from '../relay-link/relay-client.ts';
import { RelayProblem } from '../relay-link/relay-problem.ts';
import type { TokenKeeper } from './token-keeper.ts';

/**
 * Removes this computer at the office and everything it keeps. Here it always works; `toldOffice` is false when the
 * relay could not be asked, and the office still lists the computer then.
 */
export async function removeComputer(options: {
  client: Pick<RelayClient, 'removeDevice'>;
  keeper: TokenKeeper;
  history: Pick<History, 'erase'>;
  log?: Log;
}): Promise<{ toldOffice: boolean }> {
  const { client, keeper, log = silentLog } = options;
  const deviceId = keeper.current()?.deviceId;
  let toldOffice = false;
  if (deviceId !== undefined) {
    try {
      await client.removeDevice(deviceId);
      toldOffice = true;
    } catch (problem) {
      if (!(problem instanceof RelayProblem)) throw problem;
      log.warn('request_failed', { what: 'remove', problem: problem.code });
      // Gone already counts as told.
      toldOffice = problem.code === 'device_revoked' || problem.code === 'not_found';
    }
  }
  eraseHere(options);
  log.info('device_removed', { deviceId, toldOffice });
  return { toldOffice };
}

/** For `removed()` of the link: the office did its part already. */
export function eraseHere({ keeper, history }: { keeper: TokenKeeper; history: Pick<History, 'erase'> }): void {
  keeper.erase();
  history.erase();
}
