import { asOnTraffic } from '../told/ringover-told.ts';
import { asCaptured } from '../told/sipgate-told.ts';
import type { CallLife, HowTold, Teller, Told } from './call-life.ts';
import { tellRingover } from './tell-ringover.ts';
import { tellSipgate } from './tell-sipgate.ts';

/** Everything that is told of a life, in true order. @throws ImpossibleStep */
export function tell(life: CallLife, how: HowTold): Told[] {
  switch (how.teller) {
    case 'ringover':
    case 'old_names':
      return tellRingover(life, how);
    case 'sipgate':
    case 'sipgate_json':
      return tellSipgate(life, how);
    default:
      return how.teller satisfies never;
  }
}

export function plainly(teller: Teller): HowTold {
  return { teller, ringover: asOnTraffic, sipgate: asCaptured, tenantId: null };
}

/** Which of the relay's providers a teller is. */
export const providerOf = (teller: Teller): 'ringover' | 'sipgate' =>
  teller === 'sipgate' || teller === 'sipgate_json' ? 'sipgate' : 'ringover';
