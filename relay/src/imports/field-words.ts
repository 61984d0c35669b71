import type { Matter, PartyRole } from '../wire/directory.ts';
import type { Language } from '../wire/scalars.ts';
import { foldName } from './import-row.ts';

/** What stands in cells that choose one of a few things, in four languages, without case and accents. */
const roles: Record<PartyRole, string> = {
  client: 'client|cliente|clients|our client|client principal|klant|clientin|mandant|mandantin|auftraggeber|cl',
  opposing_party:
    'opposing party|opponent|adverse party|other side|counterparty|defendant|partie adverse|adversaire|adverse|defendeur|tegenpartij|wederpartij|verweerder|gegner|gegenpartei|gegnerin|beklagter|op',
  opposing_counsel:
    'opposing counsel|opposing lawyer|opposing attorney|avocat adverse|conseil adverse|confrere|advocaat tegenpartij|raadsman tegenpartij|confrater|gegenanwalt|gegnerischer anwalt|gegnervertreter|oc',
  court: 'court|tribunal|cour|juridiction|greffe|rechtbank|hof|griffie|gericht|geschaftsstelle',
  bailiff:
    'bailiff|huissier|huissier de justice|commissaire de justice|gerechtsdeurwaarder|deurwaarder|gerichtsvollzieher',
  insurer:
    'insurer|insurance|insurance company|assureur|assurance|compagnie d assurance|verzekeraar|verzekering|versicherer|versicherung',
  expert: 'expert|expert witness|expert judiciaire|deskundige|gerechtsdeskundige|sachverstandiger|gutachter',
  witness: 'witness|temoin|getuige|zeuge|zeugin',
};
const languages: Record<Language, string> = {
  en: 'en|eng|english|anglais|engels|englisch|gb|uk',
  fr: 'fr|fra|fre|french|francais|frans|franzosisch|f',
  nl: 'nl|nld|dut|dutch|neerlandais|nederlands|niederlandisch|flemish|flamand|vlaams|n',
  de: 'de|deu|ger|german|allemand|duits|deutsch|d',
};
const statuses: Record<Matter['status'], string> = {
  open: 'open|opened|active|pending|in progress|ouvert|ouverte|actif|en cours|lopend|actief|geopend|offen|laufend|aktiv|in bearbeitung|1|true|yes',
  closed:
    'closed|archived|inactive|completed|ferme|fermee|cloture|cloturee|clos|archive|archivee|termine|gesloten|afgesloten|gearchiveerd|geschlossen|abgeschlossen|abgelegt|archiviert|erledigt|0|false|no',
};
type DeadlineKind = Matter['deadlines'][number]['kind'];
const kinds: Record<DeadlineKind, string> = {
  hearing:
    'hearing|court|trial|audience|plaidoirie|plaidoiries|plaidoyer|zitting|pleidooi|pleidooien|verhandlung|gerichtstermin|muendliche verhandlung|mundliche verhandlung|anhorung',
  deadline:
    'deadline|due|time limit|echeance|delai|date limite|termijn|vervaldatum|deadlines|frist|fristablauf|task|tache|taak|aufgabe',
  meeting:
    'meeting|appointment|rendez vous|rdv|reunion|entretien|afspraak|vergadering|overleg|besprechung|meeting|gesprach|termin',
};

const lookUp = <T extends string>(table: Record<T, string>) =>
  new Map(
    Object.entries<string>(table).flatMap(([means, words]) =>
      words.split('|').map((word) => [word, means as T] as const),
    ),
  );
const roleOf = lookUp(roles);
const languageOf = lookUp(languages);
const statusOf = lookUp(statuses);
const kindOf = lookUp(kinds);
const HEARING = new RegExp(`(?:^|[^\\p{L}])(?:${kinds.hearing})(?:$|[^\\p{L}])`, 'u');

const plain = (text: string) =>
  foldName(text)
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

export const readRole = (text: string): PartyRole | null => roleOf.get(plain(text)) ?? null;
export const readStatus = (text: string): Matter['status'] | null => statusOf.get(plain(text)) ?? null;
export const readKind = (text: string): DeadlineKind | null => kindOf.get(plain(text)) ?? null;
/** `fr`, `fr-BE`, `Français`. */
export const readLanguage = (text: string): Language | null =>
  languageOf.get(plain(text)) ??
  languageOf.get(/^([a-z]{2})[-_][a-z]{2}$/i.exec(text.trim())?.[1]?.toLowerCase() ?? '') ??
  null;

/** What kind of date this is by its title; null where it does not say. */
export const kindInTitle = (title: string): DeadlineKind | null => (HEARING.test(foldName(title)) ? 'hearing' : null);
