import type { PretendUser } from '../pretend-call.ts';

/** Somebody of the firm, as both providers name them. */
export interface PretendPerson {
  /** As a scenario names them: `sofie`. */
  key: string;
  firstname: string;
  lastname: string;
  email: string;
  /** Digits. */
  ringoverId: string;
  /** `w4` */
  sipgateId: string;
}

export const asRingoverUser = ({ ringoverId: id, firstname, lastname, email }: PretendPerson): PretendUser => ({
  id,
  firstname,
  lastname,
  email,
});

export const asSipgateUser = ({ sipgateId: id, firstname, lastname, email }: PretendPerson): PretendUser => ({
  id,
  firstname,
  lastname,
  email,
});

/** From a person of the firm: the all-digit id is Ringover's, the other sipgate's. */
export function pretendPerson(person: {
  id: string;
  name: string;
  email?: string | null;
  providerUserIds: readonly string[];
}): PretendPerson {
  const [firstname = '', ...rest] = person.name.split(' ');
  return {
    key: person.id,
    firstname,
    lastname: rest.join(' '),
    email: person.email ?? `${person.id}@firm.example`,
    ringoverId: person.providerUserIds.find((id) => /^\d+$/.test(id)) ?? '',
    sipgateId: person.providerUserIds.find((id) => !/^\d+$/.test(id)) ?? '',
  };
}
