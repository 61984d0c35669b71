import type { RelayCheck } from '../../src-preload/contract.ts';
import type { EnrolmentData } from '../stores/enrolment-store.ts';

type AddressError = 'addressMissing' | Exclude<RelayCheck['result'], 'found' | 'certificate_not_trusted'>;
type CodeError = 'code_malformed' | 'code_refused' | 'code_expired' | 'too_many_attempts';

/** Which field an error belongs to. A certificate that is not trusted has its own card: there is no "continue anyway". */
export interface EnrolmentErrors {
  address: AddressError | null;
  code: CodeError | null;
  name: 'nameMissing' | null;
  form: 'failed' | null;
}

export function enrolmentErrors({ failure, check }: Pick<EnrolmentData, 'failure' | 'check'>): EnrolmentErrors {
  const none: EnrolmentErrors = { address: checkedAddress(check), code: null, name: null, form: null };
  switch (failure) {
    case null:
    case 'certificate_not_trusted':
      return none;
    case 'addressMissing':
    case 'not_an_address':
    case 'no_such_server':
    case 'not_reachable':
    case 'not_a_relay':
      return { ...none, address: failure };
    case 'code_malformed':
    case 'code_refused':
    case 'code_expired':
    case 'too_many_attempts':
      return { ...none, code: failure };
    case 'nameMissing':
      return { ...none, name: failure };
    case 'failed':
      return { ...none, form: failure };
    default:
      return failure satisfies never;
  }
}

function checkedAddress(check: EnrolmentData['check']): AddressError | null {
  if (check.state !== 'checked') return null;
  const { result } = check.found;
  return result === 'found' || result === 'certificate_not_trusted' ? null : result;
}
