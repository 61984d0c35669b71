import type { PartyRole } from './directory.ts';

/** The few words of ours that Ringover's app shows. */
export interface CallerCardWords {
  matter: string;
  lawyer: string;
  role: string;
  roles: Record<PartyRole, string>;
  warning: string;
  represented: string;
}

const english: CallerCardWords = {
  matter: 'Matter',
  lawyer: 'Lawyer',
  role: 'Role',
  roles: {
    client: 'Client',
    opposing_party: 'Opposing party',
    opposing_counsel: 'Opposing counsel',
    court: 'Court',
    bailiff: 'Bailiff',
    insurer: 'Insurer',
    expert: 'Expert',
    witness: 'Witness',
  },
  warning: 'Caution',
  represented: 'Represented by counsel: do not discuss the matter',
};
const french: CallerCardWords = {
  matter: 'Dossier',
  lawyer: 'Avocat',
  role: 'Qualité',
  roles: {
    client: 'Client',
    opposing_party: 'Partie adverse',
    opposing_counsel: 'Avocat adverse',
    court: 'Tribunal',
    bailiff: 'Huissier',
    insurer: 'Assureur',
    expert: 'Expert',
    witness: 'Témoin',
  },
  warning: 'Attention',
  represented: 'Représenté par un avocat : ne pas parler de l’affaire',
};
const dutch: CallerCardWords = {
  matter: 'Dossier',
  lawyer: 'Advocaat',
  role: 'Rol',
  roles: {
    client: 'Cliënt',
    opposing_party: 'Tegenpartij',
    opposing_counsel: 'Advocaat van de tegenpartij',
    court: 'Rechtbank',
    bailiff: 'Gerechtsdeurwaarder',
    insurer: 'Verzekeraar',
    expert: 'Deskundige',
    witness: 'Getuige',
  },
  warning: 'Opgelet',
  represented: 'Heeft een advocaat: niet over de zaak spreken',
};
const german: CallerCardWords = {
  matter: 'Akte',
  lawyer: 'Anwalt',
  role: 'Rolle',
  roles: {
    client: 'Mandant',
    opposing_party: 'Gegner',
    opposing_counsel: 'Gegnerischer Anwalt',
    court: 'Gericht',
    bailiff: 'Gerichtsvollzieher',
    insurer: 'Versicherung',
    expert: 'Sachverständiger',
    witness: 'Zeuge',
  },
  warning: 'Achtung',
  represented: 'Anwaltlich vertreten: nicht über die Sache sprechen',
};

const byCountry: Record<string, CallerCardWords> = {
  FR: french,
  LU: french,
  // A Belgian firm works in two languages; `Dossier` is the word in both.
  BE: french,
  NL: dutch,
  DE: german,
  AT: german,
};

/** @param country of the firm: Ringover's app says the same to all of its people */
export function callerCardWords(country: string): CallerCardWords {
  return byCountry[country] ?? english;
}
